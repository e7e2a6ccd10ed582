interface Asked<Row> { resolve (row: Row | undefined): void, reject (error: unknown): void }

/**
 * Reads rows of several requests by one statement. While one turn of the event loop goes through the requests that have come, they are
 * noted; when it is through, they are asked for together. Alone, a request waits for nothing.
 */
export class Together<Row> {
  #asked = new Map<string, Array<Asked<Row>>>()
  readonly #most: number
  readonly #readAll: (keys: string[]) => Promise<ReadonlyMap<string, Row>>

  /** `most`: so many keys go into one statement. */
  constructor (most: number, readAll: (keys: string[]) => Promise<ReadonlyMap<string, Row>>) {
    this.#most = most
    this.#readAll = readAll
  }

  /** The row of this key as it is after this call; undefined where there is none. */
  read (key: string): Promise<Row | undefined> {
    return new Promise((resolve, reject) => {
      if (this.#asked.size === 0) setImmediate(() => this.#ask())
      const others = this.#asked.get(key)
      if (others) others.push({ resolve, reject })
      else this.#asked.set(key, [{ resolve, reject }])
      if (this.#asked.size === this.#most) this.#ask()
    })
  }

  #ask (): void {
    const asked = this.#asked
    if (asked.size === 0) return
    this.#asked = new Map()
    this.#readAll([...asked.keys()]).then(
      rows => { for (const [key, each] of asked) for (const { resolve } of each) resolve(rows.get(key)) },
      (error: unknown) => { for (const each of asked.values()) for (const { reject } of each) reject(error) }
    )
  }
}
