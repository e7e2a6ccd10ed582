import t from 'tap'
import { openShop } from '../helpers/shop.ts'

t.test('an empty shop says so, on every page that would show products', async t => {
  const { app, db, visitor } = await openShop(t)
  await db.query('delete from price')
  await app.catalog.refresh()
  const { body } = await visitor().get('/')
  t.match(body, 'The shelves are empty at the moment.')
  for (const text of [/0 products/, /See what’s new/, /See all/]) t.notMatch(body, text)
  const list = await visitor().get('/products')
  t.match([list.statusCode, list.body], [200, /role="status">0 products</])
  t.notMatch(list.body, 'On the shelf now')
  t.equal((await visitor().get('/cart')).statusCode, 200)
})
