import t from 'tap'
import { acceptedLocale, languageOf } from '../../src/languages/language.ts'
import { makeRich } from '../../src/languages/rich.ts'
import { phrase, translator } from '../../src/languages/translate.ts'
import { openShop } from '../helpers/shop.ts'

t.test('a browser gets the locale that suits it best', async t => {
  const cases: Array<[string | undefined, string]> = [
    [undefined, 'en-IE'], ['', 'en-IE'], ['*', 'en-IE'], ['de', 'de-DE'], ['de-AT,de;q=0.9,en;q=0.5', 'de-DE'], ['en-GB,en;q=0.9', 'en-GB'],
    ['en-AU', 'en-IE'], ['ja', 'en-IE'], ['ja,de;q=0.3', 'de-DE'], ['en;q=0.2,de;q=0.9', 'de-DE'], ['fr-FR', 'en-IE'], ['de;q=0', 'en-IE'],
    ['de;q=x;,;;', 'en-IE'], ['de,'.repeat(5000), 'en-IE']
  ]
  for (const [header, locale] of cases) t.equal(acceptedLocale(header), locale, String(header).slice(0, 40))
  t.equal(languageOf('fr-FR'), 'en')
})

t.test('words are said in one language, with what stands in them', async t => {
  const [english, german] = [translator('en'), translator('de')]
  const items = '{count, plural, one {# item} other {# items}} in your basket'
  t.strictSame([1, 2].map(count => english(items, { count })), ['1 item in your basket', '2 items in your basket'])
  t.equal(german(items, { count: 2 }), '2 Artikel im Warenkorb')
  t.equal(german(phrase('Show all {count}', { count: phrase('Save') })), 'Alle Speichern zeigen', 'a phrase within a phrase')
  t.equal(german('Nobody translated {this}'), 'Nobody translated {this}')
  const rich = makeRich('en')
  t.equal(String(rich('{name}, see <a>your <b>orders</b></a>', { name: '<i>', a: { href: '/x?a&"b' }, b: {} })), '&lt;i&gt;, see <a href="/x?a&amp;&quot;b">your <b>orders</b></a>')
})

t.test('the browser says which language it reads, until the shopper does', async t => {
  const { visitor } = await openShop(t)
  const shopper = visitor()
  const german = { 'accept-language': 'de-DE,de;q=0.9' }
  const answer = await shopper.get('/', german)
  t.match(answer.body, '<html lang="de"')
  t.match(answer.body, 'Zum Inhalt springen')
  t.match(answer.headers.vary, /Accept-Language/)
  t.match((await shopper.get('/')).body, '<html lang="en"')
  await shopper.post('/preferences', { locale: 'en-GB' })
  t.match((await shopper.get('/', german)).body, '<html lang="en"', 'a choice is kept')
  await shopper.post('/preferences', { locale: 'de-DE' })
  t.match((await shopper.get('/cart')).body, '<html lang="de"')
})

t.test('what is refused before anything else is told in the language of the browser, too', async t => {
  const { visitor } = await openShop(t)
  const foreign = { 'accept-language': 'de', 'sec-fetch-site': 'cross-site' }
  for (const url of ['/login', '/orders', '/account/password']) {
    const { statusCode, body } = await visitor().send({ method: 'POST', url, headers: { ...foreign, 'content-type': 'application/x-www-form-urlencoded' }, payload: 'a=1' })
    t.equal(statusCode, 403, url)
    t.match(body, '<html lang="de"', url)
  }
})
