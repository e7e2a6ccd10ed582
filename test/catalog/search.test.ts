import t from 'tap'
import { openShop } from '../helpers/shop.ts'

const { db, visitor } = await openShop(t)

async function search (words: string): Promise<{ slugs: Array<string | undefined>, body: string }> {
  const { statusCode, body } = await visitor().get(`/products?q=${encodeURIComponent(words)}`)
  if (statusCode !== 200) throw new Error(`${words}: ${statusCode}`)
  const list = body.split('On the shelf now')[0] ?? ''
  return { body, slugs: [...list.matchAll(/class="card__name"><a href="\/products\/([\w-]+)"/g)].map(match => match[1]) }
}

t.test('words in names and descriptions, in any form, names first', async t => {
  t.strictSame((await search('teapot')).slugs, ['dusk-teapot'])
  t.strictSame((await search('mugs')).slugs[0], 'dipped-mug')
  t.strictSame((await search('dishwasher')).slugs, ['dipped-mug'], 'in a description')
  const { slugs } = await search('willow')
  t.ok(slugs.includes('market-basket') && slugs.includes('oak-tray'))
  t.equal((await search('basket')).slugs[0], 'market-basket', 'a name weighs more than a description')
  t.strictSame((await search('towels linen tea')).slugs, ['linen-tea-towels'])
  t.notOk((await search('vase -moss')).slugs.includes('moss-bottle-vase'))
})

t.test('the page keeps the words, counts, and says both in its title', async t => {
  const { body } = await search('teapot')
  t.match(body, /<input id="search"[^>]* value="teapot"/)
  t.match(body, '<title>“teapot” (1), All departments – Pottle</title>')
})

t.test('filters and sorting go for what was found', async t => {
  const { body } = await visitor().get('/products?q=vase&max_price=20')
  t.match(body, '/products/bud-vase')
  t.notMatch(body, '/products/moss-bottle-vase')
})

t.test('the beginning of a word is enough', async t => {
  t.ok((await search('terracot')).slugs.includes('terracotta-rim-bowl'))
})

t.test('a slip of the keys finds what was meant, and says so', async t => {
  const { slugs, body } = await search('teepot')
  t.strictSame(slugs, ['dusk-teapot'])
  t.match(body, /Did you mean <a href="\/products\?q=teapot">teapot<\/a>/)
  t.ok((await search('beeswacks')).slugs.includes('beeswax-tapers'))
  t.ok((await search('wattering cann')).slugs.includes('watering-can'))
})

t.test('nothing found: the words are kept, and there is somewhere to go', async t => {
  const { slugs, body } = await search('xylophone qqq')
  t.strictSame(slugs, [])
  t.match(body, 'xylophone qqq')
  t.match(body, 'On the shelf now')
  t.match(body, 'href="/products?category=linen"')
})

t.test('no input breaks it', async t => {
  const texts = [
    ' ', '!!!', '\'', '"', '"unclosed', '\\', ':*', '&|!()<->', "';drop table product;--", '%', '_', '-', '--', '-mug', 'or', 'or or or', 'the', 'a & !b:*',
    '😀', '\ud83d', 'ﬀ', 'é'.normalize('NFD'), '٣', '漢字', '\u202e', 'x'.repeat(9000), 'a '.repeat(400), '{{ 7 * 7 }}', '<script>alert(1)</script>'
  ]
  for (const text of texts) {
    for (const path of ['/products', '/search/suggest']) {
      const url = `${path}?q=${encodeURIComponent(text.toWellFormed?.() ?? text)}`
      const { statusCode, body } = await visitor().get(url)
      t.ok(statusCode < 500, `${statusCode} ${url.slice(0, 80)}`)
      t.notMatch(body, '<script>')
    }
  }
})

t.test('nor does a strange query string', async t => {
  for (const query of [
    'q=%00', 'q=a%00b', 'q=%ED%A0%80', 'q=%C3', 'q=%', 'q=a&q=b', 'q[]=a', 'q[a]=b', '__proto__=1', 'constructor=1', 'q', '=', '&&&', 'category=a&category=b', 'category=%00', 'category=__proto__',
    'sort=evil', 'sort=__proto__', 'max_price=-1', 'max_price=abc', 'max_price=99999999999999999999', 'max_price=1&max_price=2', 'in_stock=2', 'page=0', 'page=-1', 'page=abc', 'page=1.5',
    'page=99999999999999999999', 'page=%00', 'page=1&page=2', 'utm_source=x'
  ]) {
    for (const path of ['/products', '/products/dipped-mug', '/search/suggest', '/']) {
      const { statusCode } = await visitor().get(`${path}?${query}`)
      t.ok(statusCode < 500, `${statusCode} ${path}?${query}`)
    }
  }
  for (const slug of ['%00', '%ED%A0%80', '%', '__proto__', 'constructor', '..%2f..', 'x'.repeat(5000)]) {
    const { statusCode } = await visitor().get(`/products/${slug}`)
    t.ok(statusCode >= 400 && statusCode < 500, `${statusCode} ${slug.slice(0, 20)}`)
  }
})

t.test('a server without pg_trgm compares the words in memory', async t => {
  await db.query('drop extension if exists pg_trgm cascade')
  t.strictSame((await search('teapot')).slugs, ['dusk-teapot'])
  const { slugs, body } = await search('teepot')
  t.strictSame(slugs, ['dusk-teapot'])
  t.match(body, /Did you mean <a href="\/products\?q=teapot">teapot<\/a>/)
  t.ok((await search('wattering cann')).slugs.includes('watering-can'))
  t.match((await search('xylophone')).body, 'Nothing on our shelves is called “xylophone”')
})
