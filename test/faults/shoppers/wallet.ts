/** So many pieces at least, and at most. */
export interface Range { least: number, most: number }

/**
 * What one shopper has put anywhere: pieces of each SKU that must be in a basket of theirs or in an order. What was acknowledged is there, what is
 * unknown may be.
 */
export class Wallet {
  readonly #pieces = new Map<string, Range>()
  /** The most that the basket of this browser and that of the account may hold, for a line holds 99. */
  readonly #visit = new Map<string, number>()
  readonly #account = new Map<string, number>()

  get skus (): string[] {
    return [...this.#pieces.keys()]
  }

  of (sku: string): Range {
    return this.#pieces.get(sku) ?? { least: 0, most: 0 }
  }

  held (sku: string): number {
    return (this.#visit.get(sku) ?? 0) + (this.#account.get(sku) ?? 0)
  }

  /** An add that was acknowledged, or one of which nobody knows. */
  put (sku: string, quantity: number, isKnown: boolean, isSignedIn: boolean): void {
    const { least, most } = this.of(sku)
    this.#pieces.set(sku, { least: least + (isKnown ? quantity : 0), most: most + quantity })
    const held = isSignedIn ? this.#account : this.#visit
    held.set(sku, (held.get(sku) ?? 0) + quantity)
  }

  /** What the visit held is with the account, or perhaps is. */
  moved (isKnown: boolean): void {
    for (const [sku, pieces] of this.#visit) this.#account.set(sku, (this.#account.get(sku) ?? 0) + pieces)
    if (isKnown) this.#visit.clear()
  }

  /** What was in a basket is an order's now. */
  ordered (isSignedIn: boolean): void {
    (isSignedIn ? this.#account : this.#visit).clear()
  }

  /** What was counted is what there is: from here on nothing of before is unknown. */
  settle (sku: string, counted: number): void {
    this.#pieces.set(sku, { least: counted, most: counted })
  }
}
