import t from 'tap'
import { addItem, EMPTY_CART, priceCart, removeItem, restoreSaved, saveForLater, setQuantity, undoChange, type Cart } from '../../src/cart/cart.ts'
import { parseCart } from '../../src/cart/schema.ts'
import { catalogOf } from '../helpers/catalog.ts'

const catalog = catalogOf({ MUG: { priceCents: 1800, available: 5 }, BOWL: { priceCents: 2600, available: 0 } })
const holding = (...lines: Array<[string, number]>): Cart => ({ lines: lines.map(([sku, quantity]) => ({ sku, quantity })), saved: [] })

t.test('adding puts a line in, adds up, and stops at the limit', async t => {
  const one = addItem(EMPTY_CART, { sku: 'MUG', quantity: 1 }, 5)
  t.match(one, { cart: holding(['MUG', 1]), added: 1 })
  t.match(addItem(one.cart, { sku: 'MUG', quantity: 3 }, 5), { cart: holding(['MUG', 4]), added: 3 })
  t.match(addItem(one.cart, { sku: 'MUG', quantity: 9 }, 5), { cart: holding(['MUG', 5]), added: 4 })
  t.match(addItem(holding(['MUG', 95]), { sku: 'MUG', quantity: 9 }, 1000), { cart: holding(['MUG', 99]), added: 4 })
  t.equal(addItem(holding(['MUG', 7]), { sku: 'MUG', quantity: 1 }, 5).cart.lines[0]?.quantity, 7, 'fewer in stock than in the cart takes nothing away')
})

t.test('a full cart takes no further line, but more of one it has', async t => {
  const full = holding(...Array.from({ length: 100 }, (_, i): [string, number] => [`SKU-${i}`, 1]))
  t.equal(addItem(full, { sku: 'MUG', quantity: 1 }, 5).added, 0)
  t.equal(addItem(full, { sku: 'SKU-3', quantity: 1 }, 5).added, 1)
})

t.test('undo brings back what was removed, until the cart changes again', async t => {
  const before = holding(['MUG', 2], ['BOWL', 1])
  const removed = removeItem(before, 'MUG')
  t.same(removed.lines, [{ sku: 'BOWL', quantity: 1 }])
  t.same(undoChange(removed), before)
  const changed = addItem(removed, { sku: 'CAN', quantity: 1 }, 5).cart
  t.equal(undoChange(changed), changed)
  t.same(setQuantity(removed, { sku: 'BOWL', quantity: 3 }).undo, undefined)
  t.equal(removeItem(before, 'NONE'), before)
})

t.test('saved lines leave the order and come back', async t => {
  const saved = saveForLater(holding(['MUG', 2]), 'MUG')
  t.match(saved, { lines: [], saved: [{ sku: 'MUG', quantity: 2 }] })
  t.match(restoreSaved(saved, 'MUG', 5), { lines: [{ sku: 'MUG', quantity: 2 }], saved: [] })
  t.equal(restoreSaved(saved, 'MUG', 0), saved, 'sold out: it stays saved')
  t.match(restoreSaved(saved, 'MUG', 1), { lines: [{ quantity: 1 }], saved: [{ quantity: 1 }] }, 'what does not go in stays saved')
  const more = addItem(saved, { sku: 'MUG', quantity: 3 }, 9).cart
  t.match(saveForLater(more, 'MUG'), { lines: [], saved: [{ sku: 'MUG', quantity: 5 }] }, 'saved twice adds up')
})

t.test('prices come from the catalogue and changes are told', async t => {
  const cart: Cart = { lines: [{ sku: 'MUG', quantity: 2, seen: { currency: 'EUR', priceCents: 1700 } }, { sku: 'BOWL', quantity: 1 }, { sku: 'GONE', quantity: 3 }], saved: [] }
  const priced = priceCart(cart, catalog, 'EUR')
  t.match(priced, { count: 6, subtotalCents: 2 * 1800 + 2600 })
  t.match(priced.lines, [{ was: 1700, totalCents: 3600 }, { problem: 'sold-out' }, { problem: 'gone', totalCents: 0 }])
  t.equal(priceCart(cart, catalog, 'GBP').lines[0]?.was, undefined, 'a price in another currency is no change')
  t.equal(priceCart(holding(['MUG', 6]), catalog, 'EUR').lines[0]?.problem, 'too-many')
})

t.test('a stored cart of any shape is read, and what fits of it kept', async t => {
  for (const stored of [null, undefined, 7, 'x', [], { lines: 'x' }, { lines: [null, 4, { sku: 'MUG' }, { sku: 'MUG', quantity: 0 }, { sku: '<b>', quantity: 1 }, { sku: 'MUG', quantity: 1, admin: true }] }]) {
    t.same(parseCart(stored), { lines: [], saved: [] })
  }
  t.same(parseCart({ lines: [{ sku: 'MUG', quantity: 2 }, { sku: 'BOWL', quantity: 100 }], saved: 3, undo: { lines: [{ sku: 'MUG', quantity: 1 }] } }),
    { lines: [{ sku: 'MUG', quantity: 2 }], saved: [], undo: { lines: [{ sku: 'MUG', quantity: 1 }], saved: [] } })
  t.equal(parseCart({ lines: Array.from({ length: 5000 }, (_, i) => ({ sku: `S-${i}`, quantity: 1 })) }).lines.length, 100)
})
