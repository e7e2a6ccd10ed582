import t from 'tap'
import { EMPTY_CART, undoChange, type Cart, type CartLine } from '../../src/cart/cart.ts'
import { mergeCarts, type MergeOptions } from '../../src/cart/merge.ts'
import { parseCart } from '../../src/cart/schema.ts'
import { catalogOf } from '../helpers/catalog.ts'

const catalog = catalogOf({ MUG: { priceCents: 1800, available: 50 }, BOWL: { priceCents: 2600, available: 3 }, CAN: { priceCents: 900, available: 0 }, JAR: { priceCents: 700, available: 500 } })
const options: MergeOptions = { rule: 'sum', catalog, checkingOut: false }
const holding = (...lines: Array<[string, number]>): Cart => ({ lines: lines.map(([sku, quantity]) => ({ sku, quantity })), saved: [] })
const quantities = ({ lines }: Pick<Cart, 'lines'>): Record<string, number> => Object.fromEntries(lines.map(({ sku, quantity }) => [sku, quantity]))

t.test('each rule for an item that is in both', async t => {
  for (const [rule, expected] of [['sum', 5], ['max', 3], ['guest', 3], ['account', 2]] as const) {
    const { cart } = mergeCarts(holding(['MUG', 2], ['JAR', 1]), holding(['MUG', 3]), { ...options, rule })
    t.same(quantities(cart), { MUG: expected, JAR: 1 }, rule)
  }
})

t.test('an empty visit changes nothing, an empty account takes the visit as it is', async t => {
  const account = holding(['MUG', 2])
  t.equal(mergeCarts(account, EMPTY_CART, options).cart, account)
  t.same(quantities(mergeCarts(EMPTY_CART, account, options).cart), { MUG: 2 })
})

t.test('quantities are capped by stock and by 99, and nothing goes without a word', async t => {
  const { cart, notes } = mergeCarts(holding(['BOWL', 2], ['JAR', 60]), holding(['BOWL', 2], ['JAR', 60], ['CAN', 2], ['GONE', 1]), options)
  t.same(quantities(cart), { BOWL: 3, JAR: 99, CAN: 1 })
  t.same(notes.map(({ kind, sku }) => `${kind} ${sku}`), ['grown BOWL', 'capped BOWL', 'grown JAR', 'capped JAR', 'brought CAN', 'sold-out CAN', 'gone GONE'])
  t.same(notes.filter(({ kind }) => kind === 'grown' || kind === 'brought').map(({ pieces }) => pieces), [1, 39, 1], 'pieces that the visit brought')
})

t.test('a changed price is told', async t => {
  const visit: Cart = { lines: [{ sku: 'MUG', quantity: 1, seen: { currency: 'EUR', priceCents: 1500 } }], saved: [] }
  t.same(mergeCarts(EMPTY_CART, visit, options).notes.map(({ kind }) => kind), ['brought', 'repriced'])
})

t.test('on the way to pay only the visit is ordered; the rest of the account is saved for later', async t => {
  const { cart, notes } = mergeCarts(holding(['MUG', 1], ['JAR', 4]), holding(['MUG', 1]), { ...options, checkingOut: true })
  t.same(quantities(cart), { MUG: 2 })
  t.same(cart.saved, [{ sku: 'JAR', quantity: 4 }])
  t.ok(notes.some(({ kind, sku }) => kind === 'set-aside' && sku === 'JAR'))
})

t.test('undo gives the account its cart back and keeps for later what the visit brought', async t => {
  const { cart } = mergeCarts(holding(['MUG', 1]), holding(['MUG', 1], ['JAR', 2]), options)
  t.same(quantities(undoChange(cart)), { MUG: 1 })
  t.same(undoChange(cart).saved, [{ sku: 'JAR', quantity: 2 }])
})

t.test('more lines than a cart takes are saved for later, and told', async t => {
  const account = holding(...Array.from({ length: 100 }, (_, i): [string, number] => [`A-${i}`, 1]))
  const big = catalogOf(Object.fromEntries([...account.lines.map(({ sku }) => sku), 'MUG'].map(sku => [sku, { priceCents: 1, available: 9 }])))
  const { cart, notes } = mergeCarts(account, holding(['MUG', 1]), { ...options, catalog: big })
  t.equal(cart.lines.length, 100)
  t.same(cart.saved, [{ sku: 'MUG', quantity: 1 }])
  t.ok(notes.some(({ kind }) => kind === 'overflow'))
})

t.test('what is saved for later adds up, stays beside the same item in the basket, and is told', async t => {
  const account: Cart = { lines: [], saved: [{ sku: 'MUG', quantity: 5 }] }
  const ordered = mergeCarts(account, holding(['MUG', 1]), options)
  t.match([quantities(ordered.cart), ordered.cart.saved], [{ MUG: 1 }, [{ sku: 'MUG', quantity: 5 }]])
  t.strictSame(undoChange(ordered.cart).saved, [{ sku: 'MUG', quantity: 6 }])
  const both = mergeCarts(account, { lines: [], saved: [{ sku: 'MUG', quantity: 2 }] }, { ...options, checkingOut: true })
  t.strictSame(both.cart.saved, [{ sku: 'MUG', quantity: 7 }])
  t.strictSame(both.notes, [{ kind: 'saved', sku: 'MUG', quantity: 7, pieces: 2 }])
})

t.test('with nothing chosen in the visit, a login on the way to pay leaves the basket of the account', async t => {
  const { cart } = mergeCarts(holding(['MUG', 1]), { lines: [], saved: [{ sku: 'JAR', quantity: 2 }] }, { ...options, checkingOut: true })
  t.strictSame(quantities(cart), { MUG: 1 })
})

t.test('many saved lines are all kept', async t => {
  const many = (prefix: string, count: number): CartLine[] => Array.from({ length: count }, (_, i) => ({ sku: `${prefix}-${i}`, quantity: 1 }))
  const goods = catalogOf(Object.fromEntries([...many('A', 100), ...many('V', 100)].map(({ sku }) => [sku, { priceCents: 1, available: 9 }])))
  const { cart, notes } = mergeCarts({ lines: many('A', 100), saved: many('S', 60) }, { lines: many('V', 100), saved: many('W', 60) }, { ...options, catalog: goods })
  t.equal(cart.lines.length + cart.saved.length, 320)
  t.equal(parseCart(JSON.parse(JSON.stringify(cart))).saved.length, 220, 'and read back')
  t.equal(notes.length, 100 + 100 + 60)
})
