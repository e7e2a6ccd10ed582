import type { Journal } from '../journal.ts'
import type { Sample } from '../shoppers/crowd.ts'

const ERROR_LIMIT_MS = 3000
const HANG_MS = 9900

export interface Answers { requests: number, failed: number, lost: number, slowestErrorMs: number, slowestMs: number }

/** I9: an error is a 503 that says when to come again, within three seconds; and nothing hangs. `mayLose`: processes were killed. */
export function checkAnswers (journal: Journal, samples: readonly Sample[], { slowness, mayLose }: { slowness: number, mayLose: boolean }): Answers {
  const errors = samples.filter(isError)
  const lost = errors.filter(({ status }) => status === 0 || status === 502)
  const late = errors.filter(({ tookMs, status }) => status !== 0 && tookMs > ERROR_LIMIT_MS * slowness)
  const other = errors.filter(({ status, retryAfter }) => status >= 500 && status !== 502 && (status !== 503 || retryAfter === ''))
  const hung = samples.filter(({ tookMs, status }) => status === 0 && tookMs > HANG_MS)
  tell(journal, late, sample => `${sample.what} failed only after ${sample.tookMs} ms, by ${sample.by}`)
  tell(journal, other, sample => `${sample.what} was answered with ${sample.status} by ${sample.by}, Retry-After: ${sample.retryAfter || 'none'}`)
  tell(journal, hung, sample => `${sample.what} was not answered within ${sample.tookMs} ms`)
  if (!mayLose) tell(journal, lost, sample => `${sample.what}: the connection to ${sample.by} was lost (${sample.lost}), and no process was killed`)
  return { requests: samples.length, failed: errors.length, lost: lost.length, slowestErrorMs: most(errors), slowestMs: most(samples) }
}

export function isError ({ status }: Sample): boolean {
  return status === 0 || status >= 500
}

function most (samples: readonly Sample[]): number {
  return samples.reduce((most, { tookMs }) => Math.max(most, tookMs), 0)
}

/** The first of them, and how many there are. */
function tell (journal: Journal, samples: readonly Sample[], say: (sample: Sample) => string): void {
  const [first] = samples
  if (first) journal.violate('I9', `${say(first)}${samples.length > 1 ? `, and ${samples.length - 1} more like it` : ''}`)
}
