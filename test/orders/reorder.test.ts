import t from 'tap'
import { addAgain, againMessage } from '../../src/cart/again.ts'
import { EMPTY_CART, undoChange } from '../../src/cart/cart.ts'
import { catalogOf } from '../helpers/catalog.ts'
import { placeOrder } from '../helpers/checkout.ts'
import { MUG, openShop, openShops, setStock } from '../helpers/shop.ts'
import { flashIn } from '../helpers/visitor.ts'

const BONE = 'MUG-BONE'
const catalog = catalogOf({ CUP: { priceCents: 900, available: 5 }, JUG: { priceCents: 2000, available: 0 } })
const former = (sku: string, quantity: number, name = sku) => ({ sku, quantity, name })

t.test('each item goes in as an add would, at the price of now, and one undo takes all of it out', async t => {
  const cart = { lines: [{ sku: 'CUP', quantity: 3 }], saved: [] }
  const again = addAgain(cart, [former('CUP', 4), former('JUG', 1), former('POT', 2, 'Old pot, Red')], catalog, 'EUR')
  t.strictSame(again.cart.lines, [{ sku: 'CUP', quantity: 5, seen: { currency: 'EUR', priceCents: 900 } }])
  t.strictSame(undoChange(again.cart), cart)
  t.strictSame(againMessage(again.added, catalog), {
    kind: 'warning',
    text: '2 items of this order are in your basket.',
    lines: ['Only 5 in stock, so only 2 were added: CUP', 'Sold out, so nothing was added: JUG', 'No longer sold: Old pot, Red'],
    basket: true,
    undo: true
  })
})

t.test('where nothing went in, the cart is the same one and the message says so', async t => {
  const again = addAgain(EMPTY_CART, [former('POT', 1, 'Old pot')], catalog, 'EUR')
  t.equal(again.cart, EMPTY_CART)
  t.strictSame(againMessage(again.added, catalog), { kind: 'error', text: 'Nothing of this order could be added.', lines: ['No longer sold: Old pot'] })
  const full = addAgain({ lines: [{ sku: 'CUP', quantity: 5 }], saved: [] }, [former('CUP', 1)], catalog, 'EUR')
  t.match(againMessage(full.added, catalog).lines, ['Only 5 in stock, all in your basket already: CUP'])
})

t.test('a button on the order puts it into the basket again, and names what is fewer or gone', async t => {
  const shops = await openShop(t)
  const { visitor: ann } = await shops.customer()
  const number = await placeOrder(ann, { [MUG]: 3, [BONE]: 2, 'TEAPOT-DUSK': 1 })
  const page = await ann.get(`/account/orders/${number}`)
  t.match(page.body, `action="/account/orders/${number}/reorder"`)
  t.match(flashIn(await ann.submit(`/account/orders/${number}/reorder`)), [{ kind: 'success', text: '6 items of this order are in your basket. · 6 items in your basket' }])
  t.strictSame(await ann.cart(), { [MUG]: 3, [BONE]: 2, 'TEAPOT-DUSK': 1 })
  await ann.submit('/cart/undo')
  t.strictSame(await ann.cart(), {})

  await setStock(shops, BONE, 1)
  await shops.db.query("delete from price where sku = 'TEAPOT-DUSK'")
  await shops.app.catalog.refresh()
  const told = await ann.submit(`/account/orders/${number}/reorder`, { return_to: `/account/orders/${number}` })
  t.match(flashIn(told), [{ kind: 'warning', text: /^4 items of this order are in your basket/ }])
  t.match(told.body, '<li>Only 1 in stock, so only 1 was added: Dipped mug, Bone</li>')
  t.match(told.body, '<li>No longer sold: Dusk teapot</li>')
  t.strictSame(await ann.cart(), { [MUG]: 3, [BONE]: 1 })
})

t.test('nobody orders again what somebody else has ordered', async t => {
  const shops = await openShop(t)
  const ann = await shops.customer()
  const bo = await shops.customer('Bo Baker')
  const number = await placeOrder(ann.visitor, { [MUG]: 1 })
  const [theirs, none] = [await bo.visitor.post(`/account/orders/${number}/reorder`), await bo.visitor.post('/account/orders/P-AAAAAAAA/reorder')]
  t.strictSame([theirs.statusCode, none.statusCode], [404, 404])
  t.strictSame(await bo.visitor.cart(), {})
  t.equal((await shops.visitor().post(`/account/orders/${number}/reorder`)).headers.location, '/login?next=%2Faccount')
  t.notMatch((await bo.visitor.get(`/account/orders/${number}`)).body, '/reorder')
})

t.test('on two devices at once, over two instances, with an add in between: all of it is there', async t => {
  const shops = await openShops(t, 2)
  const ann = await shops.customer()
  const number = await placeOrder(ann.visitor, { [MUG]: 1, [BONE]: 2 })
  await setStock(shops, MUG, 99)
  await setStock(shops, BONE, 99)
  const at = (i: number) => ann.visitor.clone().at(shops.apps[i % 2] ?? shops.app)
  await Promise.all(Array.from({ length: 6 }, (_, i) => i % 3 === 2 ? at(i).post('/cart/items', { sku: 'PLATE-SIDE' }) : at(i).post(`/account/orders/${number}/reorder`)))
  t.strictSame(await ann.visitor.cart(), { [MUG]: 4, [BONE]: 8, 'PLATE-SIDE': 2 })
})
