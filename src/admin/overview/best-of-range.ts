import type { Db } from '../../plugins/database.ts'
import { listBestSellers } from './queries.ts'
import type { Range } from './range.ts'

type Best = Awaited<ReturnType<typeof listBestSellers>>

const SHORT_DAYS = 31
const KEPT_MS = 10 * 60_000
const MOST_KEPT = 20

/** What sold best in a range: read each time of up to 31 days, and of more, which are several hundred thousand sums, once in ten minutes. */
export class BestOfRange {
  readonly #db: Db
  readonly #kept = new Map<string, { best: Promise<Best>, readAtMs: number }>()

  constructor (db: Db) {
    this.#db = db
  }

  /** Whether what it says may be ten minutes old. */
  keeps ({ days }: Range): boolean {
    return days > SHORT_DAYS
  }

  /** At most `limit`, best first. */
  async list (range: Range, limit: number): Promise<Best> {
    const { from, to } = range
    if (!this.keeps(range)) return listBestSellers(this.#db, from, to, limit)
    const name = `${from} ${to} ${limit}`
    const kept = this.#kept.get(name)
    if (kept && performance.now() - kept.readAtMs < KEPT_MS) return kept.best
    return this.#read(name, from, to, limit)
  }

  /** Of two that come at once, one asks. What fails is not kept. */
  #read (name: string, from: string, to: string, limit: number): Promise<Best> {
    const best = listBestSellers(this.#db, from, to, limit)
    this.#kept.delete(name)
    this.#kept.set(name, { best, readAtMs: performance.now() })
    best.catch(() => this.#kept.delete(name))
    for (const oldest of this.#kept.keys()) if (this.#kept.size > MOST_KEPT) this.#kept.delete(oldest)
    return best
  }
}
