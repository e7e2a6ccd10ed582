import t from 'tap'
import { MUG, openShop } from '../helpers/shop.ts'
import { addressOf, fingerprint, FORMS, openCrowd, POST_RULES } from './forms.ts'

/** What an attacker would like to have stored, or to have taken for a column (fields of other forms are unknown, too). */
const EXTRAS = ['role', 'shopper_id', 'price', 'status', '__proto__', '__proto__[admin]', 'constructor[prototype][admin]', '_method']
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

t.test('every form is known to these tests', async t => {
  t.strictSame(Object.keys(FORMS).sort(), [...POST_RULES].sort())
})

t.test('a field that a form does not have is refused on every form, and changes nothing', async t => {
  const { boss, db, number } = await openCrowd(t)
  for (const rule of POST_RULES) {
    const before = await fingerprint(db)
    for (const extra of EXTRAS) {
      const { statusCode } = await boss.clone().post(addressOf(rule, number), { ...FORMS[rule], [extra]: 'admin' })
      if (statusCode !== 422) t.fail(`${rule} with ${extra}: ${statusCode}`)
    }
    t.strictSame(await fingerprint(db), before, rule)
  }
  t.equal(({} as { admin?: unknown }).admin, undefined)
})

t.test('NUL and lists in every field of every form: refused, and nothing changed', async t => {
  const { boss, db, number } = await openCrowd(t)
  for (const rule of POST_RULES) {
    const url = addressOf(rule, number)
    const before = await fingerprint(db)
    for (const [name, value] of Object.entries(FORMS[rule] ?? {})) {
      const others = Object.entries(FORMS[rule] ?? {}).filter(([field]) => field !== name)
      const bodies = [
        `${name}=%00`, `${name}=a%00b`, `${name}=${encodeURIComponent(value)}&${name}=x`, `${name}[]=${encodeURIComponent(value)}`, `${name}[a]=x`
      ]
      for (const body of bodies) {
        const payload = [body, ...others.map(([field, text]) => `${field}=${encodeURIComponent(text)}`)].join('&')
        const { statusCode } = await boss.clone().send({ method: 'POST', url, payload, headers: FORM })
        if (statusCode !== 422) t.fail(`${rule} ${body.slice(0, 40)}: ${statusCode}`)
      }
    }
    t.strictSame(await fingerprint(db), before, rule)
  }
})

t.test('quantities: digits, two at most, and nothing that some reader would take for a number', async t => {
  const { visitor, db } = await openShop(t)
  const ann = visitor()
  await ann.post('/cart/items', { sku: MUG, quantity: '2' })
  const before = await ann.cart()
  const none = ['-1', '-0', '1.5', '1e1', '1e3', '1e308', 'NaN', 'Infinity', '0x10', '0b1', '1_0', '٣', '＋1', '', ' ', ' 1', '1 ', '01', '+1', '1,000', '100', '2147483648', '9007199254740993', '9'.repeat(60_000), 'true', 'null', '[1]', '１']
  for (const quantity of none) {
    for (const url of ['/cart/items', `/cart/items/${MUG}`]) {
      const { statusCode } = await ann.post(url, { ...url === '/cart/items' && { sku: MUG }, quantity })
      t.equal(statusCode, 422, `${url} ${JSON.stringify(quantity.slice(0, 20))}`)
    }
  }
  for (const body of ['quantity=1&quantity=2', 'quantity[]=1', 'quantity[a]=1', '{"quantity":true}', '{"quantity":1}', '["quantity"]']) {
    for (const type of ['application/x-www-form-urlencoded', 'application/json']) {
      const { statusCode } = await ann.send({ method: 'POST', url: `/cart/items/${MUG}`, payload: body, headers: { 'content-type': type } })
      t.equal(statusCode, type === 'application/json' ? 415 : 422, `${type} ${body}`)
    }
  }
  t.strictSame(await ann.cart(), before)
  t.equal((await db.query('select from session')).rowCount, 1)
})

t.test('only the body of a form counts: not the query, nor a cookie of the same name', async t => {
  const { visitor, app, customer } = await openShop(t)
  const sku = [...app.catalog.current().bySku.keys()].find(other => other !== MUG) ?? ''
  const ann = visitor()
  ann.cookies.sku = sku
  ann.cookies.quantity = '9'
  await ann.post(`/cart/items?sku=${sku}&quantity=9&return_to=//evil.example`, { sku: MUG, quantity: '2' })
  t.strictSame(await ann.cart(), { [MUG]: 2 })
  t.equal((await ann.post(`/cart/items?sku=${sku}`, {})).statusCode, 422)
  const { email, password } = await customer()
  t.equal((await visitor().post('/login?next=/cart', { email, password })).headers.location, '/account')
})

t.test('a body of another kind is refused on every form', async t => {
  const { boss, db, number } = await openCrowd(t)
  const types = ['text/plain', 'application/json', 'application/json\t; a', ' application/json', 'multipart/form-data; boundary=x', 'application/xml', 'x', '', 'application/x-www-form-urlencodedx']
  for (const rule of POST_RULES) {
    const before = await fingerprint(db)
    for (const type of types) {
      const payload = type.includes('json') ? JSON.stringify(FORMS[rule]) : new URLSearchParams(FORMS[rule]).toString()
      const { statusCode } = await boss.clone().send({ method: 'POST', url: addressOf(rule, number), payload, headers: { 'content-type': type } })
      if (statusCode !== 415) t.fail(`${rule} as ${JSON.stringify(type)}: ${statusCode}`)
    }
    t.strictSame(await fingerprint(db), before, rule)
  }
})
