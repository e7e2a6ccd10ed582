import t from 'tap'
import { Signer } from '@fastify/cookie'
import { formatSeen, parseSeen, see } from '../../src/preferences/seen.ts'
import { openBehindProxy, openShop, MUG } from '../helpers/shop.ts'
import { Visitor, type Answer } from '../helpers/visitor.ts'

const SECRET = 'the cookie secret of this test, 32+'

/** The slugs under "Seen lately", in their order. */
function seenIn ({ body }: Answer): string[] {
  const section = /aria-labelledby="seen">([\s\S]*?)<\/section>/.exec(body)?.[1] ?? ''
  return [...section.matchAll(/class="card__name"><a href="\/products\/([\w-]+)"/g)].map(match => match[1] ?? '')
}

t.test('the last eight, each once, the last one first; what is written is read back, and nothing else', async t => {
  let seen: readonly string[] = []
  for (const slug of ['a', 'b', 'c', 'a', 'd', 'e', 'f', 'g', 'h', 'i']) seen = see(seen, slug)
  t.strictSame(seen, ['i', 'h', 'g', 'f', 'e', 'd', 'a', 'c'])
  t.equal(see(seen, 'i'), seen)
  t.equal(see(seen, 'no.slug'), seen)
  t.strictSame(parseSeen(formatSeen(seen)), seen)
  t.strictSame(parseSeen('1'), [])
  for (const text of ['', '2.a', '1.', '1.A', '1.a b', '1.a.b.c.d.e.f.g.h.i', `1.${'x'.repeat(101)}`, '["a"]']) t.equal(parseSeen(text), undefined, text)
  let long: readonly string[] = []
  for (let i = 0; i < 9; i += 1) long = see(long, `${i}${'x'.repeat(99)}`)
  t.equal(long.length, 3)
})

t.test('nothing is remembered of who did not ask for it', async t => {
  const { visitor } = await openShop(t)
  const guest = visitor()
  for (const url of ['/products/dipped-mug', '/products/dusk-teapot', '/']) {
    const answer = await guest.get(url)
    t.equal(answer.headers['set-cookie'], undefined)
    t.match(answer.headers, { 'cache-control': /^(public|private, no-cache)/, 'speculation-rules': /./ })
    t.notMatch(answer.body, 'Seen lately')
  }
  await guest.post('/preferences', { theme: 'dark' })
  await guest.post('/preferences', { recently_viewed: '0' })
  await guest.post('/recently-viewed/forget')
  t.strictSame(Object.keys(guest.cookies), ['prefs'])
})

t.test('who asks for it finds what was seen on home, on products and beside an empty basket, without a session or the database', async t => {
  const shops = await openShop(t)
  const { app, proxy } = await openBehindProxy(t, shops)
  const guest = new Visitor(app)
  const answer = await guest.post('/preferences', { recently_viewed: '1' })
  t.match(answer.cookies.find(({ name }) => name === 'seen'), { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: 365 * 24 * 3600 })
  t.match((await guest.get('/preferences')).body, /name="recently_viewed" value="1" checked/)

  proxy.arm()
  const first = await guest.get(`/products/dipped-mug?sku=${MUG}`)
  t.match([first.cookies.map(({ name }) => name), first.headers['cache-control']], [['seen'], 'private, no-store'])
  t.strictSame(seenIn(first), [], 'not the one that is shown')
  const again = await guest.get('/products/dipped-mug')
  t.match([again.cookies, again.headers['cache-control']], [[], 'private, no-cache'], 'nothing new, nothing set')
  t.strictSame(seenIn(await guest.get('/products/dusk-teapot')), ['dipped-mug'])
  for (const url of ['/', '/cart']) t.strictSame(seenIn(await guest.get(url)), ['dusk-teapot', 'dipped-mug'], url)
  t.equal(proxy.statements, 0)
  t.equal((await shops.db.query('select from session')).rowCount, 0)
  await guest.post('/preferences', { theme: 'dark' })
  t.strictSame(seenIn(await guest.get('/')), ['dusk-teapot', 'dipped-mug'], 'another preference leaves it')

  t.equal((await guest.post('/recently-viewed/forget', { return_to: '/cart' })).headers.location, '/cart')
  t.strictSame(seenIn(await guest.get('/')), [])
  await guest.get('/products/dusk-teapot')
  t.strictSame(seenIn(await guest.get('/')), ['dusk-teapot'], 'it goes on after that')
  await guest.post('/preferences', { recently_viewed: '0' })
  t.equal(guest.cookies.seen, undefined)
  t.strictSame(seenIn(await guest.get('/')), [])
})

t.test('what is not seen is not remembered: a page fetched ahead, a HEAD, an address without a product', async t => {
  const { visitor } = await openShop(t)
  const guest = visitor()
  await guest.post('/preferences', { recently_viewed: '1' })
  const before = guest.cookies.seen
  const ahead = await guest.get('/products/dipped-mug', { 'sec-purpose': 'prefetch' })
  t.equal(ahead.headers['speculation-rules'], undefined, 'and browsers are not told to')
  await guest.send({ method: 'HEAD', url: '/products/dipped-mug' })
  t.equal((await guest.get('/products/nothing')).statusCode, 404)
  t.equal(guest.cookies.seen, before)
})

t.test('a cookie that is tampered with, unknown, or signed for another purpose is empty and replaced', async t => {
  const { visitor } = await openShop(t, { cookieSecrets: [SECRET, 'the secret before that one, 32 chars'] })
  const signed = (text: string, secret = SECRET): string => new Signer(secret).sign(`seen=${text}`).slice('seen='.length)
  const good = signed('1.dusk-teapot')
  const wrong = [`${good}x`, good.replace('dusk', 'dawn'), '', 'x', 'x'.repeat(5000), signed('2.dusk-teapot'), signed('1.dusk teapot'),
    new Signer(SECRET).sign('1.dusk-teapot'), new Signer(SECRET).sign('prefs=1.dusk-teapot').slice(6)]
  for (const seen of wrong) {
    const guest = visitor()
    guest.cookies.seen = encodeURIComponent(seen)
    const answer = await guest.get('/')
    t.match([answer.statusCode, seenIn(answer)], [200, []])
    t.match(answer.cookies, [{ name: 'seen', value: signed('1') }], seen.slice(0, 40))
  }
  const guest = visitor()
  guest.cookies.seen = encodeURIComponent(signed('1.dusk-teapot.nothing', 'the secret before that one, 32 chars'))
  const renewed = await guest.get('/')
  t.strictSame(seenIn(renewed), ['dusk-teapot'], 'what is not in the shop any more is not shown')
  t.match(renewed.cookies, [{ name: 'seen', value: signed('1.dusk-teapot.nothing') }], 'an older secret is accepted, and replaced by the newest')
})

t.test('a choice that is not on offer is refused and changes nothing', async t => {
  const { visitor } = await openShop(t)
  for (const recently_viewed of ['2', '', 'on']) {
    const answer = await visitor().post('/preferences', { recently_viewed, theme: 'dark' })
    t.match([answer.statusCode, answer.cookies], [422, []])
  }
})
