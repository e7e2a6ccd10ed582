import { cutAtBlanks, type Blank } from './blank.ts'
import { takeBytes } from './pool.ts'
import type { Public, Reader } from './reader.ts'

/** What one blank shows of a reader. `key`: names it among all that the blank may show, and says that it holds nothing of anybody: it is kept. */
export interface Fill {
  readonly key?: string
  readonly data: object | (() => object)
}

/** How the blanks of one template are filled. */
export interface BlankRule<Args = object> {
  /** What is shown to who is not known and holds nothing; undefined: nothing at all. */
  nobody (args: Args, to: Public): object | undefined
  /** What this reader is shown, one after the other; undefined: what everybody is. */
  fill (reader: Reader, args: Args): Fill | readonly Fill[] | undefined
}

/** Renders the template of a blank: for whom a sheet was made, with the data of its layout. */
export interface BlankMaker {
  readonly to: Public
  rule (template: string): BlankRule
  render (template: string, data: object): string
  /** What its blanks have shown that holds nothing of anybody. */
  readonly fills: Fills
}

const MOST_FILLS_BYTES = 1024 * 1024

/** What the blanks of one page have shown, by blank and key. When it is too much, the oldest go. */
export class Fills {
  readonly #blanks = new Map<string, Map<string, Sheet>>()
  readonly #kept: Array<{ name: string, key: string, bytes: number }> = []
  /** All of it together. */
  bytes = 0

  find (name: string, key: string): Sheet | undefined {
    return this.#blanks.get(name)?.get(key)
  }

  keep (name: string, key: string, sheet: Sheet): void {
    const blank = this.#blanks.get(name) ?? new Map<string, Sheet>()
    this.#blanks.set(name, blank.set(key, sheet))
    const bytes = key.length + sheet.whole.length
    this.#kept.push({ name, key, bytes })
    this.bytes += bytes
    while (this.bytes > MOST_FILLS_BYTES) this.#dropOldest()
  }

  #dropOldest (): void {
    const oldest = this.#kept.shift()
    if (!oldest) return
    this.#blanks.get(oldest.name)?.delete(oldest.key)
    this.bytes -= oldest.bytes
  }
}

interface Place extends Blank {
  /** Among all blanks of the page. */
  readonly name: string
  readonly rule: BlankRule
  readonly from: number
  readonly to: number
  /** So many places after this one stand inside of what nobody is shown here. */
  readonly inside: number
}

/** A page, or a piece of one, as it is shown to nobody in particular: encoded once, with the places of its blanks. */
export class Sheet {
  readonly whole: Buffer
  readonly #places: readonly Place[]
  readonly #maker: BlankMaker
  readonly #stretches = new Map<number, Buffer>()

  constructor (html: string, maker: BlankMaker) {
    const parts: Buffer[] = []
    const places: Place[] = []
    let length = 0
    for (const piece of cutAtBlanks(html)) {
      if (typeof piece === 'string') {
        const bytes = Buffer.from(piece)
        parts.push(bytes)
        length += bytes.length
        continue
      }
      const { template, args } = piece
      const rule = maker.rule(template)
      const data = rule.nobody(args, maker.to)
      const usual = data && new Sheet(maker.render(template, { ...args, ...data }), maker)
      const inside = usual ? usual.#places : []
      const from = length
      length += usual ? usual.whole.length : 0
      places.push({ template, args, name: `${template} ${JSON.stringify(args)} `, rule, from, to: length, inside: inside.length }, ...inside.map(place => ({ ...place, from: from + place.from, to: from + place.to })))
      if (usual) parts.push(usual.whole)
    }
    this.whole = Buffer.concat(parts)
    this.#places = places
    this.#maker = maker
  }

  /** With two packings, roughly, and what its blanks have shown. */
  get bytes (): number {
    return 2 * this.whole.length + this.#maker.fills.bytes
  }

  /** The bytes that this reader gets, in memory that is to be given back: see `giveBytes`. */
  fill (reader: Reader): Buffer {
    const parts: Buffer[] = []
    this.#write(reader, parts)
    const filled = takeBytes(parts.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const part of parts) {
      filled.set(part, at)
      at += part.length
    }
    return filled
  }

  #write (reader: Reader, parts: Buffer[]): void {
    let from = 0
    for (let at = 0; at < this.#places.length; at += 1) {
      const place = this.#places[at] as Place
      const fills = place.rule.fill(reader, place.args)
      if (fills === undefined) continue
      parts.push(this.#stretch(from, place.from))
      if (Array.isArray(fills)) for (const fill of fills as readonly Fill[]) this.#sheetOf(place, fill).#write(reader, parts)
      else this.#sheetOf(place, fills as Fill).#write(reader, parts)
      from = place.to
      at += place.inside
    }
    parts.push(from === 0 ? this.whole : this.#stretch(from, this.whole.length))
  }

  /** What stands between two blanks, nearly always the same two. */
  #stretch (from: number, to: number): Buffer {
    const key = from * (this.whole.length + 1) + to
    const known = this.#stretches.get(key)
    if (known) return known
    const stretch = this.whole.subarray(from, to)
    this.#stretches.set(key, stretch)
    return stretch
  }

  #sheetOf ({ template, args, name }: Place, { key, data }: Fill): Sheet {
    const { fills } = this.#maker
    const known = key === undefined ? undefined : fills.find(name, key)
    if (known) return known
    const sheet = new Sheet(this.#maker.render(template, { ...args, ...valueOf(data) }), this.#maker)
    if (key !== undefined) fills.keep(name, key, sheet)
    return sheet
  }
}

/** The same for a page of one reader alone, of which nothing is kept. */
export function fillAtOnce (html: string, maker: BlankMaker, reader: Reader): string {
  return cutAtBlanks(html).map(piece => {
    if (typeof piece === 'string') return piece
    const { template, args } = piece
    const rule = maker.rule(template)
    const usual = (): object | undefined => rule.nobody(args, maker.to)
    const shown = [rule.fill(reader, args) ?? { data: usual }].flat().map(({ data }) => valueOf(data))
    return shown.map(data => data ? fillAtOnce(maker.render(template, { ...args, ...data }), maker, reader) : '').join('')
  }).join('')
}

function valueOf<T> (data: T | (() => T)): T {
  return data instanceof Function ? data() : data
}
