/** Numbers from a seed (a linear congruential generator, Numerical Recipes), so that what a run chose can be chosen again. */
export class Random {
  #state: number

  constructor (seed: number) {
    this.#state = seed >>> 0
    for (let warm = 0; warm < 3; warm += 1) this.below(2) // seeds that lie side by side begin alike
  }

  /** A whole number from 0, below `limit`. */
  below (limit: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor(this.#state / 2 ** 32 * limit)
  }

  /** A whole number from `least` to `most`. */
  between (least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  pick<T> (choices: readonly T[]): T {
    const choice = choices[this.below(choices.length)]
    if (choice === undefined) throw new Error('there is nothing to choose from')
    return choice
  }

  shuffled<T> (all: readonly T[]): T[] {
    const left = [...all]
    return all.map(() => left.splice(this.below(left.length), 1)[0] as T)
  }
}
