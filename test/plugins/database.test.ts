import t from 'tap'
import { openShop, MUG } from '../helpers/shop.ts'

t.test('what every request asks is prepared once for each connection, or never, as it is set', async t => {
  for (const databasePrepare of [true, false]) {
    const { app, visitor } = await openShop(t, { databasePrepare, databasePoolSize: 2 })
    const guest = visitor()
    for (let count = 1; count <= 3; count += 1) t.equal((await guest.submit('/cart/items', { sku: MUG })).statusCode, 200)
    t.strictSame(await guest.cart(), { [MUG]: 3 })
    const clients = await Promise.all([app.db.connect(), app.db.connect()])
    const counts = await Promise.all(clients.map(async client => {
      const { rows: [row] } = await client.query<{ count: number }>('select count(*)::int as count from pg_prepared_statements')
      client.release()
      return row?.count ?? 0
    }))
    t.equal(counts.some(count => count > 0), databasePrepare)
    t.ok(counts.every(count => count <= 20), 'the same again has the same name')
  }
})
