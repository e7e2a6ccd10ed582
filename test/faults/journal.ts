import { createWriteStream, type WriteStream } from 'node:fs'

/** As Jepsen has it: it happened, it did not, or nobody knows. */
export type Outcome = 'ok' | 'fail' | 'unknown'

/** What a shopper asked for, and what was said to it. */
export interface Entry {
  number: number
  /** Since the run began. */
  atMs: number
  tookMs: number
  shopper: number
  what: string
  outcome: Outcome
  /** Of the answer; 0 where there was none. */
  status: number
  /** The process that answered, and what was broken meanwhile. */
  by: string
  fault: string
  note: string
}

/** What was found broken of what the shop promises. */
export interface Violation { promise: string, text: string, entries: Entry[] }

const SHOWN = 6

/** What was acknowledged: in memory for the checks, and on disk for whoever looks into a run that went red. */
export class Journal {
  readonly entries: Entry[] = []
  readonly violations: Violation[] = []
  /** What is broken now. */
  fault = 'nothing'
  readonly path: string
  readonly #file: WriteStream
  readonly #beganAtMs = performance.now()

  constructor (path: string) {
    this.path = path
    this.#file = createWriteStream(path, { flags: 'a' })
  }

  get nowMs (): number {
    return Math.round(performance.now() - this.#beganAtMs)
  }

  write (entry: Omit<Entry, 'number' | 'fault'>): Entry {
    const whole = { number: this.entries.length + 1, fault: this.fault, ...entry }
    this.entries.push(whole)
    this.#file.write(`${JSON.stringify(whole)}\n`)
    return whole
  }

  /** On disk alone, where there would be too many for the memory. */
  note (what: object): void {
    this.#file.write(`${JSON.stringify({ atMs: this.nowMs, ...what, fault: this.fault })}\n`)
  }

  /** A promise was broken: told at once, with what the journal has of it. */
  violate (promise: string, text: string, entries: Entry[] = []): void {
    const violation = { promise, text, entries: entries.slice(-SHOWN) }
    this.violations.push(violation)
    this.#file.write(`${JSON.stringify({ violation })}\n`)
    console.log(`RED ${promise}: ${text} (while: ${this.fault})`)
    for (const entry of violation.entries) console.log(`      ${sayEntry(entry)}`)
  }

  /** The latest entries of one shopper whose text has this in it. */
  of (shopper: number, part = ''): Entry[] {
    return this.entries.filter(entry => entry.shopper === shopper && entry.what.includes(part)).slice(-SHOWN)
  }

  close (): Promise<void> {
    return new Promise(resolve => { this.#file.end(resolve) })
  }
}

function sayEntry ({ number, atMs, tookMs, shopper, what, outcome, status, by, fault, note }: Entry): string {
  return `entry ${number}, ${(atMs / 1000).toFixed(1)} s: shopper ${shopper}, ${what}: ${outcome}, ${status} by ${by} after ${tookMs} ms (${fault})${note && ` ${note}`}`
}
