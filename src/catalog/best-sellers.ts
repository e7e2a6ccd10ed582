import type { FastifyBaseLogger } from 'fastify'
import type { Db } from '../plugins/database.ts'
import { isSoldOut, type Catalog, type Product } from './catalog.ts'
import { listBestSellers } from './queries.ts'

const KEPT_MS = 10 * 60_000

/** What sells best, asked for when a page needs it and kept for ten minutes. */
export class BestSellers {
  #skus: readonly string[] = []
  #readAtMs = -Infinity
  readonly #db: Db
  readonly #log: FastifyBaseLogger

  constructor (db: Db, log: FastifyBaseLogger) {
    this.#db = db
    this.#log = log
  }

  /** Products in stock, best first. Where fewer than `count` were sold, none: two that happened to be bought are no best sellers. */
  async list (catalog: Catalog, count: number): Promise<Product[]> {
    const products = (await this.#read()).flatMap(sku => catalog.bySku.get(sku)?.product ?? []).filter(product => !isSoldOut(product))
    const best = [...new Set(products)].slice(0, count)
    return best.length === count ? best : []
  }

  /** Of two that come at once, one asks. Without its database a page shows others. */
  async #read (): Promise<readonly string[]> {
    if (performance.now() - this.#readAtMs < KEPT_MS) return this.#skus
    this.#readAtMs = performance.now()
    try {
      this.#skus = await listBestSellers(this.#db)
    } catch (error) {
      this.#readAtMs = -Infinity
      this.#log.warn({ err: error }, 'the best sellers cannot be read')
    }
    return this.#skus
  }
}
