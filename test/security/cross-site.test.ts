import t from 'tap'
import { ACCESS } from '../../src/access.ts'
import { lettersTo } from '../helpers/mail.ts'
import { openShop, MUG, PASSWORD } from '../helpers/shop.ts'
import { addressOf, fingerprint, FORMS, openCrowd, POST_RULES } from './forms.ts'

const FOREIGN: Array<Record<string, string>> = [
  { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { 'sec-fetch-site': 'Same-Origin' }, { 'sec-fetch-site': 'same-origin, cross-site' }, { 'sec-fetch-site': '' },
  { 'sec-fetch-site': 'cross-site', origin: 'http://localhost' }, { origin: 'https://evil.example' }, { origin: 'null' }, { origin: '' }, { origin: 'https://localhost' },
  { origin: 'http://localhost:8080' }, { origin: 'http://sub.localhost' }, { origin: 'http://localhost.evil.example' }, { origin: 'http://localhost@evil.example' }
]

t.test('every form of the shop refuses what another site sends, and everything is as before', async t => {
  const { boss, db, number } = await openCrowd(t)
  const before = await fingerprint(db)
  for (const rule of POST_RULES) {
    for (const headers of FOREIGN) {
      const answer = await boss.clone().post(addressOf(rule, number), FORMS[rule], { host: 'localhost', ...headers })
      if (answer.statusCode !== 403 || answer.cookies.length > 0) t.fail(`${rule} ${JSON.stringify(headers)}: ${answer.statusCode}`)
    }
  }
  t.strictSame(await fingerprint(db), before)
})

t.test('another site signs nobody in or out, fills no basket and changes no preference', async t => {
  const { visitor, customer, db } = await openShop(t)
  const [victim, mallory] = [await customer(), await customer('Mallory')]
  const guest = visitor()
  await guest.post('/cart/items', { sku: MUG })
  const state = async (): Promise<unknown> => [victim.visitor.cookieHeader, guest.cookieHeader, await guest.cart(), await victim.visitor.cart(), await fingerprint(db)]
  await guest.cart()
  const before = await state()
  const forms: Array<[string, Record<string, string>]> = [
    ['/login', { email: mallory.email, password: mallory.password }], ['/register', { name: 'M', email: 'm@example.com', password: PASSWORD }], ['/logout', {}],
    ['/cart/items', { sku: MUG }], ['/preferences', { theme: 'dark' }], ['/forgot-password', { email: victim.email }]
  ]
  for (const [url, form] of forms) {
    for (const browser of [victim.visitor, guest]) {
      const answer = await browser.post(url, form, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', origin: 'https://evil.example' })
      t.strictSame([answer.statusCode, answer.cookies], [403, []], url)
      t.notMatch(answer.body, PASSWORD, 'and what it sent along is not in the page')
    }
  }
  t.strictSame(await state(), before)
})

t.test('the page of a refusal offers to send again what anybody may do, and nothing of an account', async t => {
  const { visitor, customer } = await openShop(t)
  const headers = { 'sec-fetch-site': 'cross-site' }
  const { body } = await visitor().post('/cart/items', { sku: MUG, quantity: '2' }, headers)
  t.match(body, /<form[^>]*action="\/cart\/items"[\s\S]*name="quantity" value="2"/)
  const ann = await customer()
  for (const url of ['/account', '/account/delete', '/account/devices/end-others', '/orders']) {
    const refused = await ann.visitor.post(url, { name: 'Mallory' }, headers)
    t.match(refused.body, /<html[^>]*>[\s\S]*from another site/, `${url} is refused with a page`)
    t.notMatch(refused.body, 'value="Mallory"', url)
  }
})

t.test('no page changes anything by being looked at, with GET or HEAD, whatever methods the request claims', async t => {
  const { boss, db, number } = await openCrowd(t)
  const pages = Object.keys(ACCESS).filter(rule => rule.startsWith('GET ')).map(rule => addressOf(rule, number))
  const before = await fingerprint(db)
  for (const url of pages) {
    for (const method of ['GET', 'HEAD'] as const) {
      for (const query of ['', '?_method=DELETE&method=POST&sku=MUG-SLATE&quantity=9&theme=dark&currency=USD&to=paid&version=1&logout=1']) {
        const answer = await boss.clone().send({ method, url: url + query, headers: { 'x-http-method-override': 'POST', 'x-http-method': 'DELETE', 'x-method-override': 'DELETE' } })
        if (answer.statusCode >= 500 || answer.cookies.length > 0) t.fail(`${method} ${url}${query}: ${answer.statusCode}`)
        if (method === 'HEAD' && answer.body !== '') t.fail(`HEAD ${url} has a body`)
      }
    }
  }
  for (const rule of POST_RULES) {
    const { statusCode } = await boss.clone().get(addressOf(rule, number))
    if (statusCode >= 500) t.fail(`GET ${addressOf(rule, number)}: ${statusCode}`)
  }
  t.strictSame(await fingerprint(db), before)
})

t.test('whatever is asked for as the next page, it is one of this shop, on every form that goes on', async t => {
  const { visitor, customer } = await openShop(t)
  const { email, password } = await customer()
  const ann = visitor()
  await ann.post('/login', { email, password })
  const targets = ['//evil.example', '/\\evil.example', '\\\\evil.example', 'https:evil.example', 'https://evil.example', '/%09/evil.example', '\t//evil.example', '/\t/evil.example', '/\n/evil.example',
    'javascript:alert(1)', 'data:text/html,x', '@evil.example', 'evil.example', '/..//evil.example', '/.//evil.example', '/%2e%2e//evil.example', '///evil.example', '/\r\nlocation: //evil.example', '/\u010d\u010alocation:x',
    '/€', '//localhost@evil.example', 'http://localhost.evil.example', '/x'.repeat(5000), '/login?next=//evil.example']
  let people = 0
  const forms: Array<(target: string) => Promise<{ headers: Record<string, unknown>, statusCode: number }>> = [
    target => visitor().post('/login', { email, password, next: target }),
    target => {
      people += 1
      return visitor().post('/register', { name: 'Bo', email: `next${people}@example.com`, password, next: target })
    },
    target => ann.post('/account/confirm', { password, next: target }),
    target => visitor().post('/cart/items', { sku: MUG, return_to: target }),
    target => visitor().post('/preferences', { theme: 'dark', return_to: target })
  ]
  for (const [at, form] of forms.entries()) {
    for (const target of targets) {
      const { headers, statusCode } = await form(target)
      const location = String(headers.location)
      const name = `form ${at}, ${JSON.stringify(target.slice(0, 40))} led to ${location.slice(0, 60)}`
      if (statusCode !== 303) t.fail(`${name} (${statusCode})`)
      if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(location) || new URL(location, 'http://shop.test').origin !== 'http://shop.test') t.fail(name)
    }
  }
  t.match((await visitor().get('/login?next=//evil.example')).body, /^(?![\s\S]*value="\/\/evil)/, 'nor does a form carry it on')
})

t.test('a host that is not ours is in no mail, no redirect and no link', async t => {
  const { visitor, customer, db } = await openShop(t, { baseUrl: new URL('https://shop.example'), trustProxy: '127.0.0.1' })
  const ann = await customer()
  const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-host': 'evil.example', 'x-forwarded-server': 'evil.example', 'x-original-url': '//evil.example', forwarded: 'host=evil.example' }
  const answers = [
    await visitor().post('/forgot-password', { email: ann.email }, headers), await visitor().post('/register', { name: 'Bo', email: 'bo@example.com', password: PASSWORD }, headers),
    await visitor().post('/cart/items', { sku: MUG }, headers), await ann.visitor.post('/account/email', { email: 'new@example.com' }, headers),
    await visitor().get('/account', headers), await visitor().get('/', headers), await visitor().get('/products?q=mug', headers), await visitor().get('/nowhere', headers)
  ]
  for (const { headers, body, statusCode } of answers) {
    t.ok(statusCode < 500)
    t.notMatch(String(headers.location) + body, 'evil.example')
  }
  for (const email of [ann.email, 'bo@example.com', 'new@example.com']) {
    const letters = await lettersTo(db, email)
    t.ok(letters.length > 0)
    for (const { body } of letters) {
      t.notMatch(body, 'evil')
      for (const [link] of body.matchAll(/https?:\S+/g)) t.match(link, /^https:\/\/shop\.example\//)
    }
  }
})
