import t from 'tap'
import { placeOrder } from '../helpers/checkout.ts'
import { openShop, PASSWORD, signIn, MUG } from '../helpers/shop.ts'

const ATTACKS = [
  '<script>alert(1)</script>', '"><svg onload=alert(1)>', "' onmouseover='alert(1)", '</title><b>', '{{7*7}}{{constructor.constructor}}', '{% set x = 1 %}',
  // eslint-disable-next-line no-template-curly-in-string
  '${7*7}', "'; drop table customer; --", '\\\' or 1=1 --', '=1+1', '%27%3B'
]
/** What may stand in a page only where it has been escaped. */
const RAW = /<script>alert|<svg onload|onmouseover='alert|<\/title><b>|\b49\b\{|drop table customer; -->/

t.test('whatever is typed anywhere is shown as it was typed: no markup, no template, no SQL', async t => {
  const { db, visitor, customer } = await openShop(t)
  const boss = (await customer('Boss')).visitor
  await db.query("update customer set role = 'admin'")
  for (const [i, attack] of ATTACKS.entries()) {
    const ann = visitor()
    const email = `attack${i}@example.com`
    const shown = escape(attack)
    const registered = await ann.post('/register', { name: attack, email, password: PASSWORD })
    t.equal(registered.statusCode, 303, attack)
    await signIn(ann, { email, password: PASSWORD })
    const number = await placeOrder(ann, { [MUG]: 1 }, { name: attack, line1: attack, line2: attack, city: attack })
    const pages = [
      await ann.get('/account'), await ann.get(`/account/orders/${number}`), await boss.get(`/admin/orders/${number}`), await boss.get('/admin/orders'),
      await boss.get(`/admin/orders?q=${encodeURIComponent(attack)}`), await ann.get(`/products?q=${encodeURIComponent(attack)}`),
      await ann.post('/register', { name: attack, email: attack, password: 'x' }), await ann.post('/login', { email: attack, password: attack })
    ]
    for (const { body, statusCode } of pages) {
      t.ok(statusCode < 500, `${attack} ${statusCode}`)
      t.notMatch(body, RAW, attack)
      t.ok(body.includes(shown), `${attack} is shown as typed`)
    }
    const elsewhere = [`/products?category=${encodeURIComponent(attack)}`, `/products/${encodeURIComponent(attack)}`, `/products?sort=${encodeURIComponent(attack)}`,
      `/admin/orders?status=${encodeURIComponent(attack)}&from=${encodeURIComponent(attack)}&after=${encodeURIComponent(attack)}&sort=${encodeURIComponent(attack)}`,
      `/orders/${encodeURIComponent(attack)}?key=${encodeURIComponent(attack)}`, `/login?next=${encodeURIComponent(attack)}`, `/search/suggest?q=${encodeURIComponent(attack)}`]
    for (const url of elsewhere) {
      const { body, statusCode } = await boss.get(url)
      t.ok(statusCode < 500, `${url} ${statusCode}`)
      t.notMatch(body, RAW, url)
    }
  }
  t.equal((await db.query('select from customer')).rowCount, ATTACKS.length + 1, 'nobody was dropped')
})

/** As nunjucks escapes text. */
function escape (text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '"': '&quot;', "'": '&#39;', '<': '&lt;', '>': '&gt;', '\\': '&#92;', '`': '&#96;' }
  return text.replace(/[&"'<>\\`]/g, character => entities[character] ?? character)
}
