// What was seen of a value among the variants of one product.
const IN_STOCK = 1
const IN_RANGE = 2
const IN_STOCK_IN_RANGE = 4

/**
 * Counts products by the values of their variants, product after product. A product counts for a value when a variant with it is in
 * range, and in stock unless none with this value is.
 */
export class Tally {
  readonly counts = new Map<string, number>()
  // Of one product: few, so that looking through them is quicker than a map.
  readonly #values: string[] = []
  readonly #marks: number[] = []

  /** A variant with this value. `isInRange`: its price passes. */
  see (value: string, isInStock: boolean, isInRange: boolean): void {
    const mark = (isInStock ? IN_STOCK : 0) | (isInRange ? IN_RANGE : 0) | (isInStock && isInRange ? IN_STOCK_IN_RANGE : 0)
    const at = this.#values.indexOf(value)
    if (at >= 0) this.#marks[at] = (this.#marks[at] ?? 0) | mark
    else this.#marks[this.#values.push(value) - 1] = mark
  }

  /** That was the product. `isThere`: something else of it was in stock that would have done. */
  close (isThere = false): void {
    for (let at = 0; at < this.#values.length; at++) {
      const marks = this.#marks[at] ?? 0
      const isSoldOut = !isThere && (marks & IN_STOCK) === 0
      if ((marks & IN_STOCK_IN_RANGE) !== 0 || (isSoldOut && (marks & IN_RANGE) !== 0)) this.raise(this.#values[at] ?? '')
    }
    this.#values.length = 0
  }

  raise (value: string): void {
    this.counts.set(value, (this.counts.get(value) ?? 0) + 1)
  }
}
