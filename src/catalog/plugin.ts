import fp from 'fastify-plugin'
import type { FastifyBaseLogger } from 'fastify'
import type { Language } from '../languages/language.ts'
import { patient, type Db } from '../plugins/database.ts'
import { listDeliveryMethods, listPromotions, listTaxRates } from '../pricing/queries.ts'
import { buildTerms } from '../pricing/terms.ts'
import { listRatings } from '../reviews/queries.ts'
import { listSettings } from '../settings/queries.ts'
import { NO_SETTINGS, parseSettings, type Settings } from '../settings/settings.ts'
import { buildCatalog, EMPTY_CATALOG, groupValues, withStock } from './catalog.ts'
import type { Catalog } from './catalog.ts'
import { altsIn, localize } from './localize.ts'
import { findNextTurn, findRevision, listAttributeValues, listCategories, listFormerSlugs, listProducts, listRelations, listStock, listStockChanges, listTexts } from './queries.ts'

declare module 'fastify' {
  interface FastifyInstance { catalog: CatalogReader }
  interface FastifyRequest {
    /** The latest snapshot, in the language of the answer. */
    readonly catalog: Catalog
  }
}

export interface CatalogReader {
  /** The latest snapshot, from memory: at most a second behind the database while that can be reached. */
  current (language?: Language): Catalog
  /** The settings of the same moment. */
  settings (): Settings
  /** Reads everything now. What was committed before the call is in `current()` after it. */
  refresh (): Promise<void>
  /** Ends the polling; resolves when a read that is under way has ended. */
  stop (): Promise<void>
}

const FIRST_ATTEMPTS = 3
const POLL_MS = 500
// For what was changed past its revision. Of a large catalogue, whose reading takes seconds, less often: a thousandth of the time.
const RELOAD_MS = 60_000
const RELOAD_FACTOR = 1000
// A row is stamped when its transaction begins and seen when it commits. Longer than any transaction of ours may last,
// so that one which commits late is still asked for.
const OVERLAP_MS = 10_000

/**
 * `app.catalog`: the whole catalogue in the memory of each process, kept fresh by polling. No LISTEN, which PgBouncer in
 * transaction mode would lose. Fails at start when the database cannot be read; afterwards an absent database only makes it older.
 */
export default fp(async app => {
  const reader = new PollingReader(app.db, app.log)
  await readFirst(reader)
  app.decorate('catalog', reader)
  app.decorateRequest('catalog', { getter () { return app.catalog.current(this.language) } })
  app.addHook('onReady', async () => reader.start())
  app.addHook('onClose', () => reader.stop())
}, { name: 'catalog', dependencies: ['database', 'languages'] })

/** While a shop is loaded, its process may be too busy to see that a connection is there, until that is given up. */
async function readFirst (reader: CatalogReader): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await reader.refresh()
    } catch (error) {
      if (attempt === FIRST_ATTEMPTS) throw error
    }
  }
}

class PollingReader implements CatalogReader {
  #catalogs: Readonly<Record<Language, Catalog>> = { en: EMPTY_CATALOG, de: EMPTY_CATALOG }
  #settings = NO_SETTINGS
  #revision = ''
  #readAt = new Date(0)
  #reloadAtMs = 0
  // When a product comes or goes by the clock. Every poll asks for the time anyway, so this costs nothing until then.
  #nextTurn: Date | undefined
  #timer: NodeJS.Timeout | undefined
  #stopped = false
  #away = false
  // Reads wait for each other: an older answer must never replace a newer one.
  #last: Promise<void> = Promise.resolve()
  readonly #db: Db
  readonly #log: FastifyBaseLogger

  constructor (db: Db, log: FastifyBaseLogger) {
    this.#db = db
    this.#log = log
  }

  current (language: Language = 'en'): Catalog {
    return this.#catalogs[language]
  }

  settings (): Settings {
    return this.#settings
  }

  refresh (): Promise<void> {
    return this.#inTurn(() => this.#load())
  }

  start (): void {
    if (this.#stopped) return
    this.#timer = setTimeout(() => {
      this.#inTurn(() => this.#poll()).then(() => this.#back(), error => this.#missed(error)).finally(() => this.start())
    }, POLL_MS)
    this.#timer.unref()
  }

  async stop (): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#last
  }

  #inTurn (read: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(read)
    this.#last = turn.catch(() => {})
    return turn
  }

  async #poll (): Promise<void> {
    const now = await findRevision(this.#db)
    const hasTurned = this.#nextTurn !== undefined && now !== undefined && now.at >= this.#nextTurn
    if (now?.revision !== this.#revision || hasTurned || performance.now() > this.#reloadAtMs) return await this.#load()
    const changes = await listStockChanges(this.#db, new Date(this.#readAt.getTime() - OVERLAP_MS))
    this.#catalogs = await inEach(language => withStock(this.#catalogs[language], changes))
    this.#readAt = now.at
  }

  async #load (): Promise<void> {
    const beganAtMs = performance.now()
    const db = patient(this.#db)
    // The revision comes first: a change that slips in between is then read twice rather than not at all.
    const now = await findRevision(db)
    const at = now?.at ?? new Date()
    // What takes Postgres longest, and beside it all else.
    const [products, { categories, stock, texts, settings, nextTurn, more }] = await Promise.all([listProducts(db, at), readRest(db, at)])
    const english = await buildCatalog(categories, products, stock, { ...more, alts: await altsIn('en', texts) })
    this.#catalogs = await inEach(async language => language === english.language ? english : localize(english, language, texts))
    this.#settings = settings
    this.#nextTurn = nextTurn
    this.#revision = now?.revision ?? ''
    this.#readAt = now?.at ?? new Date(0)
    const loadedAtMs = performance.now()
    this.#reloadAtMs = loadedAtMs + Math.max(RELOAD_MS, RELOAD_FACTOR * (loadedAtMs - beganAtMs))
  }

  #missed (error: unknown): void {
    if (!this.#away) this.#log.warn({ err: error }, 'the catalogue cannot be read; the last one stays')
    this.#away = true
  }

  #back (): void {
    if (this.#away) this.#log.info('the catalogue is read again')
    this.#away = false
  }
}

/** All but the products, over one connection. */
async function readRest (db: Db, at: Date) {
  const texts = await listTexts(db)
  const stock = await listStock(db)
  const rated = await listRatings(db)
  const relations = await listRelations(db)
  const movedTo = new Map((await listFormerSlugs(db)).map(({ slug, product }) => [slug, product]))
  const attributes = groupValues(await listAttributeValues(db))
  const terms = buildTerms(await listDeliveryMethods(db), await listTaxRates(db), await listPromotions(db))
  return {
    categories: await listCategories(db), nextTurn: await findNextTurn(db, at), settings: parseSettings(await listSettings(db)),
    texts, stock, more: { attributes, terms, rated, relations, movedTo }
  }
}

async function inEach (make: (language: Language) => Promise<Catalog>): Promise<Record<Language, Catalog>> {
  return { en: await make('en'), de: await make('de') }
}
