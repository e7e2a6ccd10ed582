import { Browser } from './browser.js'
import { STEP } from './ceilings/database.js'

const DELIVERY = {
  name: 'Ann Bench', email: 'ann.bench@shop.example', line1: '1 Kiln Lane', line2: '', city: 'Dublin', postcode: 'D02 AF30', country: 'IE', phone: '', shipping: 'standard'
}
export const PASSWORD = 'four kilns and a pot of tea'

/** A shop under test with its database: ours, or that of the tutorials. Both have the same addresses and the same fields. */
export class Storefront {
  #store
  #visits = 0

  /** `store`: what differs, see shop.js and tutorial/storefront.js. */
  constructor (name, server, db, store) {
    Object.assign(this, { name, server, db })
    this.#store = store
  }

  /** A visitor who has put a piece of each SKU into the basket, and has seen what was said of it. Made by real requests. */
  async makeVisitor (skus) {
    const browser = new Browser(this.server.url)
    for (const sku of skus) await browser.post('/cart/items', { sku, quantity: '1', return_to: '/products' })
    await browser.get('/cart')
    const visitor = { browser, id: this.#store.idOf(browser) }
    await this.#keep(visitor)
    return visitor
  }

  /** The same, on the last page before the order. `form` is what its button sends. */
  async makeBuyer (skus) {
    const visitor = await this.makeVisitor(skus)
    await visitor.browser.post('/checkout', DELIVERY)
    const page = await visitor.browser.get('/checkout/review')
    const field = name => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''
    await this.#keep(visitor)
    return { ...visitor, form: { checkout_key: field('checkout_key'), expected_total: field('expected_total'), payment: 'invoice' } }
  }

  /** So many sessions like that of a visitor; resolves to their cookies, neighbours in the table far from each other. They are the set `set`. `asGuests`: each of somebody else. */
  async copyVisitor (set, visitor, count, { asGuests = false } = {}) {
    const ids = Array.from({ length: count }, (_, n) => `bench-${set}-${String(n).padStart(8, '0')}`.padStart(32, 'x'))
    await this.#store.sessions.copy(set, this.#store.keyOf(visitor.id), ids.map(id => this.#store.keyOf(id)), asGuests ? this.#store.asNewGuest : {})
    return ids.map((_, n) => this.#store.cookieOf(ids[n * STEP % count]))
  }

  /** So many customers with an empty basket and the same password; resolves to their addresses. */
  makeCustomers (count) {
    return this.#store.makeCustomers(count, PASSWORD)
  }

  /** Sessions of a set as they were. `asGuests`: of others than before, where they have changed. */
  async reset (set, { asGuests = false } = {}) {
    await this.#store.sessions.reset(set, asGuests ? this.#store.asNewGuest : {})
  }

  /** Has the visitors with these cookies look at a page, ten at once. */
  async look (path, cookies) {
    const rest = cookies.values()
    const inTurn = async () => {
      for (const cookie of rest) await (await fetch(this.server.url + path, { headers: { cookie, 'accept-encoding': 'identity' }, signal: AbortSignal.timeout(30_000) })).arrayBuffer()
    }
    await Promise.all(Array.from({ length: 10 }, inTurn))
  }

  /** Baskets of customers, empty again. */
  resetCustomers () {
    return this.#store.resetCustomers()
  }

  /** Pieces in all baskets of sessions. */
  async countPieces () {
    const { rows: [{ pieces }] } = await this.db.query(`
      select coalesce(sum(pieces::int), 0)::int as pieces from session, jsonb_path_query(sess::jsonb, '$.cart.lines[*].quantity') as pieces
    `)
    return pieces
  }

  async countOrders () {
    return (await this.db.query('select count(*)::int as orders from orders')).rows[0].orders
  }

  /** Customers whose basket holds `pieces` pieces. */
  countMerged (pieces) {
    return this.#store.countMerged(pieces)
  }

  async #keep ({ id }) {
    await this.#store.sessions.keep(`real ${this.#visits++}`, [this.#store.keyOf(id)])
  }
}
