import t from 'tap'
import { sift } from '../../src/catalog/facets.ts'
import { listUrl, parseListQuery, parsePrice, priceText } from '../../src/catalog/listing.ts'
import { pageLinks, pageOf } from '../../src/catalog/paging.ts'
import { chipsOf, choicesOf, listErrors, titleOf } from '../../src/catalog/saying.ts'
import { sortFound } from '../../src/catalog/sorting.ts'
import { translator } from '../../src/languages/translate.ts'
import { catalogWith } from './goods.ts'

const shop = await catalogWith([
  { name: 'Cup', prices: [1800, 1500], stock: [4, 0], ageDays: 10 },
  { name: 'Apron', category: 'linen', prices: [5600], stock: [2], ageDays: 5 },
  { name: 'Éclair dish', prices: [1200], stock: [0], ageDays: 90 },
  { name: 'Bowl', prices: [4000], stock: [1], ageDays: 30 }
])
const { products } = shop
const reader = { currency: 'EUR', locale: 'en-IE', language: 'en' } as const
const english = translator('en')
const names = async (fields: Record<string, string>, currency: 'EUR' | 'GBP' = 'EUR') => {
  const query = parseListQuery(fields)
  return (await sortFound(sift(products, query, currency).found, query.sort, currency)).map(({ product }) => product.name)
}

t.test('filters', async t => {
  t.strictSame(await names({}), ['Cup', 'Apron', 'Éclair dish', 'Bowl'], 'in the order of the shelf')
  t.strictSame(await names({ category: 'linen' }), ['Apron'])
  t.strictSame(await names({ in_stock: '1' }), ['Cup', 'Apron', 'Bowl'], 'one variant in stock is enough')
  t.strictSame(await names({ max_price: '40' }), ['Cup', 'Éclair dish', 'Bowl'], 'the limit itself is included')
  t.strictSame(await names({ max_price: '17' }), ['Éclair dish'], 'a cheaper variant that is sold out does not count')
  t.strictSame(await names({ max_price: '150' }, 'GBP'), ['Apron'], 'by the price in the currency of the shopper')
  t.strictSame(await names({ category: 'table', in_stock: '1', max_price: '20' }), ['Cup'])
})

t.test('sorts', async t => {
  t.strictSame(await names({ sort: 'newest' }), ['Apron', 'Cup', 'Bowl', 'Éclair dish'])
  t.strictSame(await names({ sort: 'price-asc' }), ['Éclair dish', 'Cup', 'Bowl', 'Apron'])
  t.strictSame(await names({ sort: 'price-desc' }), ['Apron', 'Bowl', 'Cup', 'Éclair dish'])
  t.strictSame(await names({ sort: 'name' }), ['Apron', 'Bowl', 'Cup', 'Éclair dish'], 'É is among the Es')
})

t.test('sorting leaves the snapshot in its own order', async t => {
  await names({ sort: 'name' })
  t.strictSame(products.map(({ name }) => name), ['Cup', 'Apron', 'Éclair dish', 'Bowl'])
})

t.test('what is not understood is as if it were not there', async t => {
  const usual = parseListQuery({})
  for (const fields of [
    { sort: 'evil' }, { sort: ['name', 'newest'].slice(2) }, { max_price: ' ' }, { max_price: {} }, { in_stock: 'yes' }, { in_stock: '' }, { page: '' }, { q: '   ' }, { q: {} }, { category: 7 }, { more: '1' }, { glaze: '' }, { glaze: {} }, { size: ['', {}, 7] }
  ]) t.strictSame(parseListQuery(fields), usual, JSON.stringify(fields))
  t.strictSame(parseListQuery(undefined), usual)
  t.strictSame(parseListQuery(null), usual)
  t.equal(parseListQuery({ q: ['mug', 'cup'] }).q, 'mug', 'the first of several')
})

t.test('a highest price has up to two decimals after a point or a comma, and is said back as it is', async t => {
  for (const [text, cents] of [['40', 4000], ['19.50', 1950], ['19,50', 1950], ['19,5', 1950], ['0.01', 1], ['999999.99', 99_999_999]] as const) {
    t.equal(parsePrice(text), cents, text)
    t.strictSame(listErrors(parseListQuery({ max_price: text }), english), {}, text)
  }
  t.equal(parseListQuery({ max_price: ' 19,50 ' }).maxPriceText, '19,50')
  t.equal(listUrl(parseListQuery({ max_price: '19,5' })), '/products?max_price=19.50')
  t.equal(priceText(4005), '40.05')
  t.strictSame(await names({ max_price: '17.99' }), ['Éclair dish'], 'to the cent')
  t.strictSame(await names({ max_price: '18.00' }), ['Cup', 'Éclair dish'])
})

t.test('what is no price is said back with a sentence and filters nothing', async t => {
  for (const text of ['abc', '0', '0.00', '-1', '1e3', '19.505', '1.000,00', '€40', '1234567', '.5', '٣']) {
    const query = parseListQuery({ max_price: text })
    t.match([query.maxPriceCents, query.maxPriceText, Object.keys(listErrors(query, english))], [undefined, text, ['max_price']], text)
    t.equal(listUrl(query), '/products')
  }
  t.equal(parseListQuery({ max_price: '9'.repeat(5000) }).maxPriceText.length, 20)
})

t.test('a page that is no number is told from one that is', async t => {
  for (const page of ['0', '-1', '1.5', 'two', '01', '1e1', ' 1', '1234567890123']) t.equal(parseListQuery({ page }).page, undefined, page)
  t.equal(parseListQuery({ page: '3' }).page, 3)
})

t.test('pages', async t => {
  const items = Array.from({ length: 25 }, (_, at) => at)
  t.strictSame(pageOf(items, 1, 12), { items: items.slice(0, 12), total: 25, number: 1, count: 3 })
  t.strictSame(pageOf(items, 3, 12).items, [24])
  t.equal(pageOf(items, 99, 12).number, 3, 'behind the last there is the last')
  t.strictSame(pageOf([], 1, 12), { items: [], total: 0, number: 1, count: 1 })
  t.equal(pageOf(items.slice(0, 24), 1, 12).count, 2, 'a full last page begins no other')
})

t.test('an address says the query and leaves out what is as usual', async t => {
  const query = parseListQuery({ q: 'blue & white', category: 'table', max_price: '40', in_stock: '1', sort: 'name', page: '2' })
  t.equal(listUrl(query), '/products?q=blue+%26+white&category=table&max_price=40&in_stock=1&sort=name', 'a change of filter begins at page 1')
  t.equal(listUrl(query, { page: 3 }), '/products?q=blue+%26+white&category=table&max_price=40&in_stock=1&sort=name&page=3')
  t.equal(listUrl(query, { q: '', category: '', maxPriceCents: undefined, inStock: false, sort: 'featured' }), '/products')
  t.strictSame({ ...parseListQuery(Object.fromEntries(new URLSearchParams(listUrl(query).split('?')[1]))), page: 2 }, query, 'and is read back')
})

t.test('links to the first, the last and the neighbours', async t => {
  const shown = (number: number, count: number) =>
    pageLinks(parseListQuery({}), { items: [], total: 0, number, count }).map(link => link.current ? `[${link.number}]` : String(link.number ?? '…')).join(' ')
  t.equal(shown(1, 3), '[1] 2 3')
  t.equal(shown(5, 9), '1 … 4 [5] 6 … 9')
  t.equal(shown(9, 9), '1 … 8 [9]')
})

t.test('chips take one filter off each, and the title says them', async t => {
  const query = parseListQuery({ q: 'cup', category: 'table', max_price: '40', in_stock: '1', glaze: ['moss', 'clay'], page: '2' })
  const choices = choicesOf(shop, reader)
  const table = { slug: 'table', name: 'Table' }
  const chips = chipsOf(query, table, choices, reader)
  t.strictSame(chips.map(({ text }) => text), ['“cup”', 'Table', 'Up to €40', 'Clay', 'Moss', 'In stock'])
  t.equal(chips[1]?.url, '/products?q=cup&max_price=40&glaze=moss&glaze=clay&in_stock=1')
  t.equal(chips[2]?.url, '/products?q=cup&category=table&glaze=moss&glaze=clay&in_stock=1')
  t.equal(chips[4]?.url, '/products?q=cup&category=table&max_price=40&glaze=clay&in_stock=1')
  t.equal(titleOf(query, table, choices, { items: [], total: 30, number: 2, count: 3 }, { ...reader, currency: 'GBP', locale: 'en-GB' }), '“cup” (30), Table, up to £40, clay or moss, in stock, page 2 of 3')
  t.equal(titleOf(parseListQuery({}), null, choices, { items: [], total: 5, number: 1, count: 1 }, reader), 'Everything')
})
