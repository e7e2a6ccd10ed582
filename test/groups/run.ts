import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

const TESTS = join(import.meta.dirname, '..')
/** These have a process for each file, and stand in .taprc by themselves: they look at processes, at time, or at pages in a browser. */
const APART = /^(groups|browser|ground|security\/alone)\//

const GROUPS = readdirSync(import.meta.dirname).filter(file => file.endsWith('.test.ts')).length

/**
 * Runs the test files of one group in one process: of as many groups as there are files beside this one, each takes every so many files. To load
 * the shop takes as long as many a file of tests, and this way it is loaded twelve times, not 130 times.
 */
export async function runGroup (number: number): Promise<void> {
  t.setTimeout(1_200_000)
  const files = readdirSync(TESTS, { recursive: true }).map(String).filter(file => file.endsWith('.test.ts') && !APART.test(file)).sort()
  for (const file of files.filter((_, at) => at % GROUPS === number - 1)) await import(join(TESTS, file))
}
