import { register } from 'node:module'
import process from 'node:process'

// Has Node run TypeScript in the processes of tests (see typescript-hooks.js). tap brings a slower compiler, unless it is told in
// time that it is not needed; what these processes start themselves gets this by its arguments, and not by the environment.
if (process.env.TAP === '1') {
  process.env.TAP_TYPE_STRIP_ONLY = '1'
  delete process.env.NODE_OPTIONS
}
const REGISTERED = Symbol.for('tote.typescript')
if (!globalThis[REGISTERED]) register('./typescript-hooks.js', import.meta.url)
globalThis[REGISTERED] = true
