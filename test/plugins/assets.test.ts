import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import t from 'tap'
import { openShop } from '../helpers/shop.ts'

t.test('a style sheet is one hashed file, kept for good and compressed beforehand', async t => {
  const { app, visitor } = await openShop(t)
  const url = app.asset('/shop.css')
  t.match(url, /^\/static\/shop-[A-Z0-9]{8}\.css$/)
  const plain = await visitor().get(url)
  t.equal(plain.headers['cache-control'], 'public, max-age=31536000, immutable')
  t.notMatch(plain.body, '@import', 'bundled')
  for (const [encoding, unpack] of [['br', brotliDecompressSync], ['gzip', gunzipSync]] as const) {
    const answer = await visitor().get(url, { 'accept-encoding': encoding })
    t.equal(answer.headers['content-encoding'], encoding)
    t.match(answer.headers['content-type'], /^text\/css/)
    t.equal(unpack(answer.rawPayload).toString(), plain.body)
    t.match(String(answer.headers.vary), /accept-encoding/i)
  }
})

t.test('every asset that a page names is there', async t => {
  const { visitor } = await openShop(t)
  const { body } = await visitor().get('/')
  const urls = new Set([...body.matchAll(/"(\/static\/[^"#]+)/g)].map(([, url]) => String(url)))
  t.ok(urls.size > 12)
  for (const url of urls) t.equal((await visitor().get(url)).statusCode, 200, url)
  t.equal((await visitor().get('/favicon.ico')).statusCode, 302)
})

t.test('an asset that is not there stops the page, and not quietly', async t => {
  const { app } = await openShop(t)
  t.throws(() => app.asset('/nothing.css'), { message: 'there is no asset /nothing.css' })
})

t.test('pages are compressed for those who can read it, small answers are not', async t => {
  const { visitor } = await openShop(t)
  for (const url of ['/products', '/nowhere']) {
    const plain = await visitor().get(url)
    for (const [encoding, unpack] of [['br', brotliDecompressSync], ['gzip', gunzipSync]] as const) {
      const answer = await visitor().get(url, { 'accept-encoding': `${encoding}, identity;q=0.1` })
      t.equal(answer.headers['content-encoding'], encoding, url)
      t.equal(unpack(answer.rawPayload).toString(), plain.body)
      t.match(String(answer.headers.vary), /cookie/i)
      t.match(String(answer.headers.vary), /accept-encoding/i)
    }
    t.equal(plain.headers['content-encoding'], undefined)
  }
  t.equal((await visitor().get('/healthz', { 'accept-encoding': 'br' })).headers['content-encoding'], undefined)
})
