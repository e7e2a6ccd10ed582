import type { Test } from 'tap'

/** Whole numbers below `limit` from a seed that the test names, so that a failure can be had again (a linear congruential generator, Numerical Recipes). */
export function randomOf (t: Test, seed: number): (limit: number) => number {
  let state = seed
  t.comment(`seed ${seed}`)
  return limit => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor(state / 2 ** 32 * limit)
  }
}
