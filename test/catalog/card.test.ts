import t from 'tap'
import { stockNote, toCard } from '../../src/catalog/card.ts'
import type { Card } from '../../src/catalog/card.ts'
import { translator } from '../../src/languages/translate.ts'
import { catalogWith, TODAY } from './goods.ts'

const english = translator('en')

async function cardOf (goods: Parameters<typeof catalogWith>[0][number]): Promise<Card> {
  const [product] = (await catalogWith([goods])).products
  if (!product) throw new Error('no product')
  return toCard(product, 'EUR', TODAY)
}

t.test('one variant in stock can be added at once; of several one is chosen first; sold out goes to its page', async t => {
  t.equal((await cardOf({ name: 'Cup', prices: [1800], stock: [4] })).sku, 'CUP-0')
  t.equal((await cardOf({ name: 'Cup', prices: [1800, 1900], stock: [4, 4] })).sku, null)
  t.match(await cardOf({ name: 'Cup', prices: [1800], stock: [0] }), { sku: null, soldOut: true })
})

t.test('a price is "from" only where variants differ in price', async t => {
  t.match(await cardOf({ name: 'Cup', prices: [1900, 1800], stock: [4, 4] }), { isFrom: true, priceCents: 1800 })
  t.match(await cardOf({ name: 'Cup', prices: [1800, 1800], stock: [4, 4] }), { isFrom: false, priceCents: 1800 })
})

t.test('its picture is that of the variant which its page shows first, or that of all of them together', async t => {
  const [cup] = (await catalogWith([{ name: 'Cup', prices: [1800, 1800], stock: [0, 4] }])).products
  if (!cup) throw new Error('no product')
  const pictured = (own: string[]) => toCard({ ...cup, picture: 'all', variants: cup.variants.map((variant, at) => ({ ...variant, picture: own[at] ?? '' })) }, 'EUR', TODAY).picture
  t.equal(pictured(['all', 'moss']), 'moss', 'the first is sold out')
  t.equal(pictured(['slate', 'moss']), 'all')
})

t.test('the tag says the most pressing thing', async t => {
  const tag = async (goods: Partial<Parameters<typeof catalogWith>[0][number]>) => {
    const words = (await cardOf({ name: 'Cup', prices: [1800], stock: [10], ...goods })).tag?.text
    return words && english(words)
  }
  t.equal(await tag({}), undefined)
  t.equal(await tag({ ageDays: 3 }), 'New')
  t.equal(await tag({ ageDays: 3, stock: [2] }), 'Only 2 left')
  t.equal(await tag({ prices: [1800, 1800], stock: [2, 2] }), undefined, 'four pieces of two kinds are not few')
  t.equal(await tag({ ageDays: 3, was: 2000 }), '−10%')
  t.equal(await tag({ was: 2000, stock: [0] }), 'Sold out')
})

t.test('the stock note counts only when it is few', async t => {
  const note = async (available: number) => {
    const [product] = (await catalogWith([{ name: 'Cup', prices: [1800], stock: [available] }])).products
    return product?.variants[0] && english(stockNote(product.variants[0]).text)
  }
  t.equal(await note(0), 'Sold out')
  t.equal(await note(1), 'Only 1 left')
  t.equal(await note(3), 'Only 3 left')
  t.equal(await note(4), 'In stock')
})
