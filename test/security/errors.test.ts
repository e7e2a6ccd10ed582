import t from 'tap'
import { openBehindProxy, openShop, signIn, MUG } from '../helpers/shop.ts'
import { openCrowd } from './forms.ts'

const LEAKS = /\.[jt]s:\d|node_modules|at async|SyntaxError|TypeError|DatabaseError|select [\w., ]+ from |relation ["&]|duplicate key|syntax error|postgres|fastify|nunjucks|\/src\//
const MARKUP = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", '</title><svg onload=alert(1)>', '{{7*7}}{{constructor.constructor("alert(1)")()}}', '+ADw-script+AD4-', '＜script＞']
/** What must not stand in a page as it was sent. */
const RUNS = /<script>alert|<img src=x|' onmouseover='|<svg onload|\{\{7\*7\}\}49|>49</

t.test('what breaks inside is told to nobody: a plain page, the number of the request, no more', async t => {
  const { boss, db, visitor, customer } = await openCrowd(t)
  const ann = await customer()
  await db.query('alter table customer_email rename to gone')
  await db.query('alter table orders rename to gone_orders')
  const answers = [
    await signIn(visitor(), ann), await visitor().post('/register', { name: 'Bo', email: 'bo@example.com', password: ann.password }), await visitor().post('/forgot-password', { email: ann.email }),
    await ann.visitor.get('/account'), await ann.visitor.get('/account/orders'), await boss.get('/admin/orders'), await boss.get('/admin')
  ]
  for (const answer of answers) {
    t.equal(answer.statusCode, 500)
    t.notMatch(answer.body.replace(/<(svg|symbol)[\s\S]*?<\/\1>/g, ''), LEAKS)
    t.match(answer.body, /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/, 'by which the log has it')
    t.strictSame(answer.cookies, [])
    t.match(answer.headers['cache-control'], /no-store/)
  }
})

t.test('without a database nobody is let in anywhere: it fails closed', async t => {
  const shops = await openShop(t)
  const ann = await shops.customer()
  const { app, proxy } = await openBehindProxy(t, shops)
  proxy.turn('closed')
  for (const url of ['/account', '/admin/orders', '/account/data', '/cart']) {
    const { statusCode, body } = await ann.visitor.at(app).get(url)
    t.equal(statusCode, 503, url)
    t.notMatch(body, ann.email)
    t.notMatch(body.replace(/<(svg|symbol)[\s\S]*?<\/\1>/g, ''), LEAKS)
  }
  t.equal((await signIn(shops.visitor().at(app), ann)).statusCode, 503, 'not without the count of wrong passwords either')
})

t.test('what an address says comes back as text, wherever it comes back', async t => {
  const { boss, number } = await openCrowd(t)
  const urls = (text: string): string[] => [
    `/${text}`, `/products/${text}`, `/products?q=${text}`, `/products?category=${text}`, `/products?sort=${text}&max_price=${text}&page=1`, `/products/dipped-mug?sku=${text}`, `/search/suggest?q=${text}`,
    `/login?next=/${text}`, `/register?next=/${text}`, `/reset-password?token=${text}`, `/confirm-email?token=${text}`, `/orders/${text}?key=${text}`, `/account/confirm?next=/${text}`, `/account/orders?after=${text}`,
    `/admin/orders?q=${text}&status=${text}&from=${text}&to=${text}&sort=${text}&after=${text}`, `/admin/orders/${text}`, `/admin/orders/${number}?${text}=${text}`, `/cart?${text}`, `/preferences?saved=${text}`
  ]
  for (const text of MARKUP) {
    for (const url of urls(encodeURIComponent(text))) {
      const { statusCode, body, headers } = await boss.clone().get(url)
      t.ok(statusCode < 500, `${url} ${statusCode}`)
      t.notMatch(body, RUNS, url)
      t.match(headers['content-type'] ?? 'text/html', /^text\/html/)
    }
    for (const [url, form] of [['/login', { email: text, password: text, next: `/${text}` }], ['/register', { name: text, email: text, password: 'x' }], ['/checkout', { email: text, name: text, line1: text, postcode: text, country: text, phone: text, shipping: text }], [`/cart/items/${MUG}`, { quantity: text }]] as const) {
      const { statusCode, body } = await boss.clone().post(url, form)
      t.equal(statusCode, 422, url)
      t.notMatch(body, RUNS, url)
    }
  }
})

t.test('nobody writes a message of the shop through an address, a cookie or another session', async t => {
  const { visitor, customer } = await openShop(t)
  const clean = (await visitor().get('/')).body
  for (const url of ['/?flash=<b>You+won</b>', '/?message=x&error=x&success=x', '/?notice[]=x']) t.notMatch((await visitor().get(url)).body, /data-flash|You won/, url)
  t.equal((await visitor().get('/', { cookie: 'flash=[{"kind":"success","text":"You won"}]; messages=x' })).body, clean)
  const [ann, bo] = [await customer(), await customer('Bo')]
  await ann.visitor.post('/account', { name: 'Ann' })
  t.notMatch((await bo.visitor.get('/account')).body, 'data-flash')
  t.match((await ann.visitor.get('/account')).body, 'data-flash')
})

t.test('a name that could turn a page or a mail around, or is none, is refused', async t => {
  const { visitor, customer } = await openShop(t)
  const { visitor: ann } = await customer()
  for (const name of ['\u202Eevil', 'a\u2066b', `Ann${'\u0301'.repeat(20)}`, '\u200b', '\u3000', 'Ann\r\nBcc: x@example.com', 'Ann\u0000', 'Ann\u001b[2J', 'x'.repeat(101)]) {
    t.equal((await visitor().post('/register', { name, email: 'n@example.com', password: 'a jug of rather good tea' })).statusCode, 422, JSON.stringify(name.slice(0, 12)))
    t.equal((await ann.post('/account', { name })).statusCode, 422)
  }
  for (const name of ['Zoë', 'Nguyễn Thị', '李小龍', 'Ó Súilleabháin', "D'Arcy-Smith Jr.", 'محمد', '👩‍🎨 Ann']) t.equal((await ann.post('/account', { name })).statusCode, 303, name)
})
