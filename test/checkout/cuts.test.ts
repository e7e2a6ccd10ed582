import t, { type Test } from 'tap'
import { availableOf, numberIn, orderCount, prepareOrder, type OrderFields } from '../helpers/checkout.ts'
import { openBehindProxy, openShop, signIn, skusInStock, type Customer, type Shops } from '../helpers/shop.ts'
import { countIn, Visitor } from '../helpers/visitor.ts'

/**
 * Cuts the connection before and after every statement of an order: all of it happened or nothing, and the same form sent
 * again makes one order of it.
 */
async function cutEverywhere (t: Test, shops: Shops, openVisitor: (visitor: Visitor) => Promise<void>): Promise<void> {
  const [first, second] = skusInStock(shops.app, 2) as [string, string]
  await shops.db.query('update stock set available = 10000, changed_at = clock_timestamp()')
  const { app, proxy } = await openBehindProxy(t, shops)

  const visit = async (): Promise<{ visitor: Visitor, fields: OrderFields }> => {
    const visitor = new Visitor(app)
    await openVisitor(visitor)
    return { visitor, fields: await prepareOrder(visitor, { [first]: 2, [second]: 1 }) }
  }
  const uncut = await visit()
  proxy.arm()
  await uncut.visitor.post('/orders', uncut.fields)
  const { statements } = proxy
  t.ok(statements > 10, `an order has ${statements} statements, with that which reads the session`)

  for (let statement = 1; statement <= statements; statement += 1) {
    for (const moment of ['before', 'after'] as const) {
      const { visitor, fields } = await visit()
      const before = { orders: await orderCount(shops.db), available: await availableOf(shops.db, first) }
      proxy.arm({ statement, moment })
      const cut = await visitor.post('/orders', fields)
      proxy.arm()
      t.equal(cut.statusCode, 503, `cut ${moment} statement ${statement}`)
      t.ok(cut.headers['retry-after'])
      const made = await orderCount(shops.db) - before.orders
      t.equal(made, statement === statements && moment === 'after' ? 1 : 0, 'only what comes after COMMIT makes an order whose answer is lost')
      t.equal(await availableOf(shops.db, first), before.available - 2 * made, 'stock goes with the order')
      t.equal(countIn(await visitor.get('/')), 3 * (1 - made), 'and so does the basket')

      const again = await visitor.post('/orders', fields)
      t.ok(numberIn(again))
      t.equal((await visitor.post('/orders', fields)).headers.location, again.headers.location)
      t.equal(await orderCount(shops.db), before.orders + 1, 'once')
      t.equal(await availableOf(shops.db, first), before.available - 2)
      t.equal(countIn(await visitor.get('/')), 0)
    }
  }
  const { rowCount } = await shops.db.query("select from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'")
  t.equal(rowCount, 0, 'no transaction is left open')
}

t.test('a guest\'s order, the connection cut at every statement', async t => {
  await cutEverywhere(t, await openShop(t), async () => {})
})

t.test('a customer\'s order, the connection cut at every statement', async t => {
  const shops = await openShop(t)
  const ann: Customer = await shops.customer()
  await cutEverywhere(t, shops, async visitor => { await signIn(visitor, ann) })
})
