import { serve } from '../../src/thread.ts'

serve((input: number | string): number | Promise<number> => {
  if (input === 'end') return new Promise(() => { setImmediate(() => { throw new Error('this threw outside of its work') }) })
  if (typeof input === 'string') throw new Error('no number')
  return input * input
})
