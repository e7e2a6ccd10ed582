import { translator } from '../../languages/translate.ts'
import { describeReturn, type DescribedReturn } from '../../returns/page.ts'
import type { KeptReturn } from '../../returns/queries.ts'
import { RETURN_STATE_NAMES } from '../../returns/saying.ts'
import { sayAge } from '../saying.ts'
import type { Decision } from './decide.ts'

const english = translator('en')

export type ShownReturn<Kept extends KeptReturn> = Omit<Kept, 'lines'> & DescribedReturn & { age: string }

export function showReturn<Kept extends KeptReturn> (kept: Kept, now: Date): ShownReturn<Kept> {
  return { ...kept, ...describeReturn(kept, english), age: sayAge(kept.requestedAt, now) }
}

/** What was done. */
export const DONE: Readonly<Record<Decision['to'], string>> = {
  approved: 'The return is approved, and the customer knows where to send it.',
  refused: 'The return is refused, and the customer knows why.',
  received: 'The return is received.'
}

/** What a step was to do, and where the return stands instead. */
export function sayOvertaken ({ state, decidedBy }: KeptReturn, to: Decision['to']): string {
  const wanted = english(RETURN_STATE_NAMES[to]).toLowerCase()
  const now = english(RETURN_STATE_NAMES[state]).toLowerCase()
  return `You wanted it to be ${wanted}. ${decidedBy || 'The customer'} was quicker: it is ${now} by now.`
}
