import t from 'tap'
import { priceBands } from '../../src/catalog/bands.ts'
import { sift } from '../../src/catalog/facets.ts'
import { FACETS, keepKnown, listUrl, parseListQuery, type ListQuery } from '../../src/catalog/listing.ts'
import { choicesOf, facetsOf } from '../../src/catalog/saying.ts'
import { sortFound } from '../../src/catalog/sorting.ts'
import { CURRENCIES } from '../../src/money.ts'
import { translator } from '../../src/languages/translate.ts'
import { catalogWith, VALUES } from './goods.ts'

const shop = await catalogWith([
  { name: 'Mug', prices: [1800, 1900, 1800], stock: [4, 2, 0], glaze: ['moss', 'clay', 'oat'], ageDays: 10 },
  { name: 'Plate', prices: [2800, 4200], stock: [5, 5], glaze: ['moss oat', 'moss oat'], size: ['small', 'large'] },
  { name: 'Jug', prices: [1900, 6500], stock: [0, 3], size: ['small', 'large'] },
  { name: 'Towel', category: 'linen', prices: [1999], stock: [9], glaze: ['oat'] }
])
type Fields = Record<string, string | string[]>
const siftBy = (fields: Fields) => sift(shop.products, parseListQuery(fields), 'EUR')
const names = (fields: Fields) => siftBy(fields).found.map(({ product }) => product.name)
const countsBy = (fields: Fields, facet: 'price' | 'glaze' | 'size') => Object.fromEntries(siftBy(fields).counts.facets[facet])

t.test('values of one facet are any of them, facets are all of them', async t => {
  t.strictSame(names({ glaze: 'moss' }), ['Mug', 'Plate'])
  t.strictSame(names({ glaze: ['clay', 'oat'] }), ['Mug', 'Plate', 'Towel'])
  t.strictSame(names({ glaze: ['clay', 'oat'], size: 'large' }), ['Plate'])
  t.strictSame(names({ glaze: 'oat', category: 'linen' }), ['Towel'])
  t.strictSame(names({ price: ['0-20', '60-up'] }), ['Mug', 'Jug', 'Towel'])
})

t.test('one variant has to have all of it', async t => {
  t.strictSame(names({ glaze: 'oat', in_stock: '1' }), ['Plate', 'Towel'], 'the mug in oat is sold out, though others are there')
  t.strictSame(names({ size: 'small', in_stock: '1' }), ['Plate'])
  t.strictSame(names({ size: 'large', price: '20-40' }), [], 'the small plate costs that')
  t.strictSame(names({ price: '40-60' }), ['Plate'], 'the large one, though there is a cheaper')
  t.strictSame(siftBy({ price: '40-60' }).found.map(({ variant }) => variant.sku), ['PLATE-1'])
  t.strictSame(names({ size: 'small', price: '0-20' }), ['Jug'], 'sold out, but nothing else is asked for')
  t.notOk(names({ price: '0-20' }).includes('Jug'), 'sold out, and the large one is there')
  t.strictSame(siftBy({ glaze: 'clay' }).found.map(({ variant }) => variant.sku), ['MUG-1'], 'and it is shown at that one')
  t.strictSame(siftBy({}).found.map(({ variant }) => variant.sku), ['MUG-0', 'PLATE-0', 'JUG-1', 'TOWEL-0'], 'else at the cheapest in stock')
})

t.test('a price is in exactly one band, its lower end in it and its upper end not', async t => {
  for (const currency of CURRENCIES) {
    const bands = priceBands(currency)
    t.equal(bands[0]?.fromCents, 0)
    t.equal(bands.at(-1)?.belowCents, undefined)
    t.ok(bands.every(({ belowCents }, at) => belowCents === bands[at + 1]?.fromCents), 'no gap and no overlap')
  }
  const cups = await catalogWith([1999, 2000, 3999, 4000, 6000].map(cents => ({ name: `C${cents}`, prices: [cents], stock: [1] })))
  t.strictSame(Object.fromEntries(sift(cups.products, parseListQuery({}), 'EUR').counts.facets.price), { '0-20': 1, '20-40': 2, '40-60': 1, '60-up': 1 })
  t.strictSame(choicesOf(shop, { currency: 'GBP', locale: 'en-GB', language: 'en' }).price.map(({ text }) => text), ['Under £20', '£20 to £39.99', '£40 to £59.99', '£60 and over'])
})

t.test('a facet is counted with the other filters on, and not with itself', async t => {
  t.strictSame(countsBy({}, 'glaze'), { moss: 2, clay: 1, oat: 3 })
  t.strictSame(countsBy({ glaze: 'clay' }, 'glaze'), { moss: 2, clay: 1, oat: 3 })
  t.strictSame(countsBy({ size: 'large' }, 'glaze'), { moss: 1, oat: 1 })
  t.strictSame(countsBy({ in_stock: '1' }, 'glaze'), { moss: 2, clay: 1, oat: 2 })
  t.strictSame(countsBy({ category: 'linen', max_price: '19' }, 'glaze'), {})
  t.equal(siftBy({ size: 'small' }).counts.inStock, 1)
})

t.test('values without products are left out, chosen ones stay to be taken off', async t => {
  const shown = (fields: Fields) => {
    const query = parseListQuery(fields)
    return facetsOf(query, choicesOf(shop, { currency: 'EUR', locale: 'en-IE', language: 'en' }), sift(shop.products, query, 'EUR').counts, translator('en')).map(({ name, values }) => [name, ...values.map(({ value }) => value)].join(' '))
  }
  t.strictSame(shown({}), ['price 0-20 20-40 40-60 60-up', 'glaze clay moss oat', 'size small large'])
  t.strictSame(shown({ category: 'linen', glaze: 'moss' }), ['price', 'glaze moss oat'], 'a price can be typed; sizes there are none')
})

t.test('unknown values are told from known ones, and the address has the known ones in one order', async t => {
  const offered = { price: ['0-20'], glaze: ['clay', 'moss', 'oat'], size: ['small'] }
  const { query, unknown } = keepKnown(parseListQuery({ glaze: ['oat', 'purple', 'clay', 'oat'], size: '__proto__', price: ['0-20', '1e9'] }), offered)
  t.strictSame(unknown, ['1e9', 'purple', '__proto__'])
  t.equal(listUrl(query), '/products?price=0-20&glaze=clay&glaze=oat')
  t.equal(parseListQuery({ glaze: Array.from({ length: 999 }, (_, at) => `x${at}`) }).chosen.glaze.length, 20, 'of very many some')
  t.equal(parseListQuery({ glaze: 'x'.repeat(999) }).chosen.glaze[0]?.length, 40)
})

// Numbers that look random and are the same in every run (mulberry32).
let seed = 7
function random (below: number): number {
  seed = (seed + 0x6D2B79F5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) % below
}
const some = <T>(values: readonly T[], outOf = 2): T[] => values.filter(() => random(outOf) === 0)

function randomShop (): ReturnType<typeof catalogWith> {
  return catalogWith(Array.from({ length: 1 + random(25) }, (_, at) => {
    const count = 1 + random(4)
    const each = <T>(make: () => T): T[] => Array.from({ length: count }, make)
    return {
      name: `Thing ${at}`,
      category: random(2) === 0 ? 'table' : 'linen',
      prices: each(() => 500 + random(8000)),
      stock: each(() => random(3)),
      glaze: each(() => some(VALUES.glaze).map(({ value }) => value).join(' ')),
      size: each(() => some(VALUES.size).map(({ value }) => value).join(' ')),
      ageDays: random(5)
    }
  }))
}

function randomQuery (currency: typeof CURRENCIES[number]): ListQuery {
  return parseListQuery({
    category: ['', 'table', 'linen'][random(3)],
    max_price: random(3) === 0 ? String(5 + random(90)) : '',
    in_stock: random(2) === 0 ? '1' : '',
    price: some(priceBands(currency).map(({ value }) => value), 3),
    glaze: some(VALUES.glaze.map(({ value }) => value), 3),
    size: some(VALUES.size.map(({ value }) => value), 3)
  })
}

t.test('each count is what a click gives, in any shop, with any filters', async t => {
  let checked = 0
  for (let round = 0; round < 200; round++) {
    const { products } = await randomShop()
    const currency = CURRENCIES[random(3)] ?? 'EUR'
    const query = randomQuery(currency)
    const { counts } = sift(products, query, currency)
    const slugsOf = (changes: Partial<ListQuery>) => sift(products, { ...query, ...changes }, currency).found.map(({ product }) => product.slug)
    const totalOf = (changes: Partial<ListQuery>) => slugsOf(changes).length
    const wrong: string[] = []
    const check = (what: string, count: number, total: number): void => {
      checked += 1
      if (count !== total) wrong.push(`${what}: ${count} said, ${total} found`)
    }
    for (const name of FACETS) {
      const values = name === 'price' ? priceBands(currency) : VALUES[name]
      for (const { value } of values) {
        const count = counts.facets[name].get(value) ?? 0
        check(`${name}=${value}`, count, totalOf({ chosen: { ...query.chosen, [name]: [value] } }))
        // One more value of a facet brings those that it has alone, and takes none away. (Without "in stock" one that is there
        // may hide the price of one that is sold out.)
        const more = new Set(slugsOf({ chosen: { ...query.chosen, [name]: [...query.chosen[name], value] } }))
        const either = new Set([...slugsOf({}), ...slugsOf({ chosen: { ...query.chosen, [name]: [value] } })])
        if (query.inStock && query.chosen[name].length > 0) check(`${name}+${value}`, more.size, either.size)
      }
    }
    for (const category of ['table', 'linen']) check(category, counts.category.get(category) ?? 0, totalOf({ category }))
    check('in stock', counts.inStock, totalOf({ inStock: true }))
    if (wrong.length > 0) t.strictSame(wrong, [], `${listUrl(query)} in ${currency}`)
  }
  t.ok(checked > 2000, `${checked} counts`)
})

t.test('whatever the sort, every product is there once, and equal ones stay in their order', async t => {
  for (let round = 0; round < 20; round++) {
    const { products } = await randomShop()
    const { found } = sift(products, parseListQuery({}), 'EUR')
    for (const sort of ['featured', 'newest', 'price-asc', 'price-desc', 'name'] as const) {
      const sorted = await sortFound(found, sort, 'EUR')
      t.strictSame(new Set(sorted), new Set(found), sort)
      const byAge = (at: number) => sorted[at]?.product.createdAt.getTime() ?? 0
      if (sort !== 'newest') continue
      const isStable = sorted.every((each, at) => at === 0 || byAge(at - 1) > byAge(at) ||
        (byAge(at - 1) === byAge(at) && found.indexOf(sorted[at - 1] ?? each) < found.indexOf(each)))
      t.ok(isStable, 'what came on one day stays in the order of the shelf')
    }
  }
})
