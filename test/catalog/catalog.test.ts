import t from 'tap'
import { buildCatalog, cheapestVariant, isSoldOut, withStock } from '../../src/catalog/catalog.ts'
import type { Product } from '../../src/catalog/catalog.ts'
import { catalogWith } from './goods.ts'

const shop = await catalogWith([
  { name: 'Cup', prices: [1800, 1500, 2200], stock: [4, 0, 9] },
  { name: 'Plate', prices: [900], stock: [0] }
])

function find (slug: string): Product {
  const product = shop.bySlug.get(slug)
  if (!product) throw new Error(`no ${slug}`)
  return product
}

t.test('a product is found by its slug, and with its variant by SKU', async t => {
  t.equal(find('cup').name, 'Cup')
  t.equal(shop.bySku.get('CUP-2')?.variant.available, 9)
  t.equal(shop.bySku.get('CUP-2')?.product, find('cup'))
  t.equal(shop.bySku.get('CUP-3'), undefined)
})

t.test('what lacks a price in one currency is not for sale, and a product without variants is not there', async t => {
  const cup = find('cup')
  const EUR = { priceCents: 100, compareAtCents: null }
  const stored = [
    { ...cup, slug: 'half', variants: [{ sku: 'A', label: '', picture: null, grams: 500, attributes: null, prices: { EUR, GBP: EUR, USD: EUR } }, { sku: 'B', label: '', picture: null, grams: 500, attributes: null, prices: { EUR } }] },
    { ...cup, slug: 'unpriced', variants: [{ sku: 'C', label: '', picture: null, grams: 500, attributes: null, prices: null }] },
    { ...cup, slug: 'bare', variants: null }
  ]
  const built = await buildCatalog([], stored, [{ sku: 'A', available: 3 }, { sku: 'GHOST', available: 5 }])
  t.strictSame([...built.bySlug.keys()], ['half'])
  t.strictSame([...built.bySku.keys()], ['A'])
})

t.test('no stock row means none left', async t => {
  const built = await buildCatalog([], shop.products.map(product => ({ ...product, variants: product.variants.map(variant => ({ ...variant })) })), [])
  t.ok(built.products.every(isSoldOut))
})

t.test('a change of stock makes a new snapshot and leaves the old one as it was', async t => {
  const changed = await withStock(shop, [{ sku: 'CUP-0', available: 1 }, { sku: 'PLATE-0', available: 0 }])
  t.equal(changed.bySku.get('CUP-0')?.variant.available, 1)
  t.equal(changed.bySlug.get('cup')?.variants[0]?.available, 1)
  t.equal(changed.products[0]?.variants[0]?.available, 1)
  t.equal(changed.bySku.get('CUP-2')?.product, changed.bySlug.get('cup'), 'the other variants hang on the new product')
  t.equal(shop.bySku.get('CUP-0')?.variant.available, 4)
  t.equal(changed.bySlug.get('plate'), find('plate'), 'what did not change is the same object')
})

t.test('stock that is no news makes no new snapshot', async t => {
  t.equal(await withStock(shop, [{ sku: 'CUP-0', available: 4 }, { sku: 'GHOST', available: 7 }]), shop)
})

t.test('a product is shown at its cheapest variant in stock, and at the cheapest of all when nothing is left', async t => {
  t.equal(cheapestVariant(find('cup'), 'EUR').sku, 'CUP-0')
  t.equal(cheapestVariant(find('cup'), 'GBP').sku, 'CUP-2', 'in another currency another one may be the cheapest')
  const empty = await withStock(shop, [{ sku: 'CUP-0', available: 0 }, { sku: 'CUP-2', available: 0 }])
  const cup = empty.bySlug.get('cup')
  t.equal(cup && cheapestVariant(cup, 'EUR').sku, 'CUP-1')
})
