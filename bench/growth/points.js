import { Browser } from '../browser.js'
import { addressOf, formRequest } from '../points/forms.js'
import { ids } from '../shop.js'
import { resetSessions, someSessions } from './sessions.js'
import { RARE_WORD } from './sizes.js'

const SEARCHES = 20_000
const PAGE = 20
const ADMIN = { email: 'admin@pottle.example', password: 'keys-to-the-kiln-room' }

/**
 * What is asked of a shop of each size: `prepare(size)` resolves to `{ requests }`, and `reset()` where they change something. `goal`: so many
 * times as much may it cost in the large shop as in the small one. `withMiddle`: it may depend on the number of sessions.
 */
export const POINTS = [
  { title: 'read of a session: list, 3 items', goal: 1.3, withMiddle: true, prepare: async size => ({ requests: someSessions(size).map(id => ({ path: '/products', headers: { cookie: ids.cookie(id) } })) }) },
  { title: 'list, no cookie', goal: 1.3, prepare: async () => ({ requests: [{ path: '/products' }] }) },
  { title: `list, page ${PAGE} (of the small shop the last)`, goal: 1.3, prepare: async () => ({ requests: [{ path: `/products?page=${PAGE}` }] }) },
  { title: 'search, a word of one product', goal: 1.3, prepare: async () => search(RARE_WORD) },
  { title: 'search, the commonest word', goal: 1.3, prepare: async ({ db }) => search(await commonestWord(db)) },
  { title: "admin's list of orders", goal: 1.3, prepare: adminList },
  { title: 'add to cart', goal: 2, withMiddle: true, prepare: addToCart }
]

/** Each from an address of its own, so that no limit is met. */
function search (word) {
  return { requests: Array.from({ length: SEARCHES }, (_, n) => ({ path: `/products?q=${encodeURIComponent(word)}`, headers: { 'x-forwarded-for': addressOf(n) } })) }
}

async function commonestWord (db) {
  const { rows: [{ word }] } = await db.query("select word from ts_stat('select search from product') where word ~ '^[a-z]{3,}$' order by ndoc desc, word limit 1")
  return word
}

async function adminList ({ server }) {
  const browser = new Browser(server.url)
  await browser.post('/login', ADMIN)
  return { requests: [{ path: '/admin/orders', headers: { cookie: `sid=${encodeURIComponent(browser.cookie('sid'))}` } }] }
}

async function addToCart (size) {
  const some = someSessions(size)
  return { requests: addRequests(size, some), reset: () => resetSessions(size, some).then(() => size.db.query('vacuum session')) }
}

/** A piece more of an item that each of them has. */
export function addRequests ({ sku }, some) {
  return some.map(id => formRequest('/cart/items', { cookie: ids.cookie(id) }, `sku=${sku}&quantity=1&return_to=%2Fproducts`))
}
