/**
 * Values by key, of those that were asked for lately: at least `most`, and never more than twice as many. They lie in two halves; when the younger
 * is full, the older goes.
 */
export class Recent<Value> {
  readonly #most: number
  #younger = new Map<string, Value>()
  #older = new Map<string, Value>()

  constructor (most: number) {
    this.#most = most
  }

  find (key: string): Value | undefined {
    const value = this.#younger.get(key)
    if (value !== undefined) return value
    const older = this.#older.get(key)
    if (older !== undefined) this.keep(key, older)
    return older
  }

  keep (key: string, value: Value): void {
    if (this.#younger.size >= this.#most) {
      this.#older = this.#younger
      this.#younger = new Map()
    }
    this.#younger.set(key, value)
  }

  drop (key: string): void {
    this.#younger.delete(key)
    this.#older.delete(key)
  }

  /** The value of a key, made where there is none. */
  take (key: string, make: () => Value): Value {
    const known = this.find(key)
    if (known !== undefined) return known
    const value = make()
    this.keep(key, value)
    return value
  }
}

/** `make`, asked once for each object, which never changes. What it gave goes with the object. */
export function onceFor<Of extends object, Value> (make: (of: Of) => Value): (of: Of) => Value {
  const made = new WeakMap<Of, { readonly value: Value }>()
  return of => {
    const known = made.get(of)
    if (known) return known.value
    const value = make(of)
    made.set(of, { value })
    return value
  }
}

const LONGEST_TEXT = 4096

/**
 * `read`, for stored texts of which most come again unchanged: those of up to 4096 characters that came lately, at least `most` of them, are not
 * read anew. Who gets the value shares it with others, so nobody changes it in place.
 */
export function readOnce<Value> (most: number, read: (text: string) => Value): (text: string) => Value {
  const lately = new Recent<Value>(most)
  return text => text.length > LONGEST_TEXT ? read(text) : lately.take(text, () => read(text))
}
