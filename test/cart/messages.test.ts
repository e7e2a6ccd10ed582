import t from 'tap'
import { addedMessage, restoredMessage } from '../../src/cart/messages.ts'
import { mergedMessage } from '../../src/cart/merge-message.ts'
import type { MergeNote } from '../../src/cart/merge.ts'
import { translator } from '../../src/languages/translate.ts'
import { listAlongside } from '../../src/cart/alongside.ts'
import { parseSession } from '../../src/plugins/session/data.ts'
import { catalogWith } from '../catalog/goods.ts'
import { catalogOf } from '../helpers/catalog.ts'

const english = translator('en')
const catalog = await catalogWith([
  { name: 'Cup', prices: [1800], stock: [9] }, { name: 'Plate', prices: [900], stock: [0] }, { name: 'Jug', prices: [2900], stock: [3] },
  { name: 'Apron', category: 'linen', prices: [5600, 5600], stock: [2, 2] }, { name: 'Towels', category: 'linen', prices: [3200], stock: [9] }
])

t.test('an add is told in words that fit one and many', async t => {
  t.strictSame(addedMessage(english, 'Linen tea towels', 1, { moved: 1, held: 1, available: 9 }), { kind: 'success', text: 'Added: Linen tea towels', basket: true })
  t.equal(addedMessage(english, 'Cup', 2, { moved: 2, held: 5, available: 9 }).text, 'Added: 2 × Cup')
})

t.test('an add that falls short says what was in the way: the stock, or what a basket holds', async t => {
  const text = (wanted: number, moved: number, held: number, available: number): string => addedMessage(english, 'Cup', wanted, { moved, held, available }).text
  t.match(addedMessage(english, 'Cup', 5, { moved: 3, held: 3, available: 3 }), { kind: 'warning', text: 'Only 3 in stock, so only 3 were added: Cup', basket: true })
  t.equal(text(5, 1, 3, 3), 'Only 3 in stock, so only 1 was added: Cup')
  t.equal(text(1, 0, 3, 3), 'Only 3 in stock, all in your basket already: Cup')
  t.equal(text(9, 4, 99, 500), 'A basket holds 99 of one item at most, so only 4 were added: Cup')
  t.equal(text(1, 0, 99, 500), 'A basket holds 99 of one item at most, so nothing was added: Cup')
  t.equal(text(1, 0, 0, 9), 'A basket holds 100 different items at most, so nothing was added: Cup')
  t.match(addedMessage(english, 'Cup', 1, { moved: 0, held: 2, available: 0 }), { kind: 'error', text: 'Sold out, so nothing was added: Cup' })
})

t.test('so does a saved line that cannot go back', async t => {
  const text = (left: number, moved: number, held: number, available: number): string => restoredMessage(english, 'Cup', left, { moved, held, available }).text
  t.equal(text(0, 2, 2, 9), 'In your basket again: 2 × Cup')
  t.equal(text(1, 2, 3, 3), 'Only 3 in stock, so 1 stays saved for later: Cup')
  t.equal(text(2, 0, 3, 3), 'Only 3 in stock, so it stays saved for later: Cup')
  t.equal(text(2, 0, 0, 0), 'Sold out, so it stays saved for later: Cup')
  t.equal(text(2, 0, 0, 9), 'A basket holds 100 different items at most, so it stays saved for later: Cup')
})

const told = (...notes: Array<[MergeNote['kind'], string, number, number?]>): ReturnType<typeof mergedMessage> =>
  mergedMessage(notes.map(([kind, sku, quantity, pieces = quantity]) => ({ kind, sku, quantity, pieces })), catalog)

t.test('a merge is told by what is where, in pieces, and a line for each item that needs a look', async t => {
  t.strictSame(told(['grown', 'JUG-0', 3, 1], ['capped', 'JUG-0', 3], ['brought', 'APRON-1', 2], ['repriced', 'APRON-1', 2],
    ['gone', 'OLD', 0, 2], ['set-aside', 'CUP-0', 4], ['set-aside', 'TOWELS-0', 1], ['brought', 'PLATE-0', 1]), {
    kind: 'warning',
    text: '4 items from this visit are now in your basket. 5 items from your account are saved for later.',
    lines: [
      'Jug: now 3, only 3 in stock',
      '2 × Apron, Size 1: the price has changed',
      'An item that is no longer sold (OLD): taken out',
      'From your account, saved for later so that you pay only for what you chose now: 4 × Cup, Towels'
    ],
    undo: true
  })
  t.match(told(['brought', 'CUP-0', 1]), { kind: 'success', text: '1 item from this visit is now in your basket.', lines: ['Cup'] })
  t.match(told(['saved', 'CUP-0', 5, 1]), { kind: 'success', text: '1 item from this visit is saved for later.', lines: ['Cup: 1 saved for later'] })
  t.match(told(['gone', 'CUP-0', 0, 1]), { kind: 'warning', text: 'Not everything from this visit could be kept.' })
  t.match(told(['brought', 'CUP-0', 2], ['overflow', 'CUP-0', 2]), {
    kind: 'warning', text: 'Not everything from this visit could be kept.', lines: ['A basket holds 100 different items at most, so these are saved for later: 2 × Cup']
  })
  t.strictSame(told(...Array.from({ length: 9 }, (_, i): ['set-aside', string, number] => ['set-aside', `S-${i}`, 1])).lines?.map(line => / and 6 more$/.test(line)), [true])
})

t.test('messages stored with and without their newer marks are read; one that does not fit is dropped', async t => {
  const old = { id: '1', kind: 'success', text: 'Hello', undo: true }
  const marked = { id: '2', kind: 'warning', text: 'Hello', lines: ['a', 'b'], basket: true }
  t.strictSame(parseSession({ flash: [old, marked, { ...old, lines: 'a' }, { ...old, basket: 'yes' }, { ...old, more: 1 }] }).flash, [old, marked])
})

t.test('alongside: departments in turn, in the order of the shelf, none that is sold out or in the cart', async t => {
  const slugs = (skus: string[], count = 4, saved: string[] = []): string[] => listAlongside({ lines: skus.map(sku => ({ sku, quantity: 1 })), saved: saved.map(sku => ({ sku, quantity: 1 })) }, catalog, count).map(({ slug }) => slug)
  t.strictSame(slugs(['CUP-0', 'APRON-0']), ['jug', 'towels'])
  t.strictSame(slugs(['PLATE-0', 'APRON-1']), ['cup', 'towels', 'jug'])
  t.strictSame(slugs(['PLATE-0', 'APRON-1'], 1), ['cup'])
  t.strictSame(slugs(['PLATE-0', 'APRON-1'], 4, ['CUP-0']), ['jug', 'towels'], 'nor saved for later')
  t.strictSame(slugs(['OLD']), [])
  t.strictSame(slugs([]), [])
})

t.test('what goes with a product that is in the basket, too, makes room for the next', async t => {
  const goods = catalogOf(Object.fromEntries(['CUP', 'SAUCER', 'SPOON', 'JUG', 'PLATE'].map(sku => [sku, { priceCents: 900, available: 5 }])))
  const related: Record<string, string[]> = { cup: ['saucer', 'spoon'], jug: ['plate'] }
  const products = goods.products.map(product => ({ ...product, goesWith: related[product.slug] ?? [] }))
  const bySku = new Map(products.flatMap(product => product.variants.map(variant => [variant.sku, { product, variant }])))
  const catalog = { ...goods, products, bySlug: new Map(products.map(product => [product.slug, product])), bySku }
  const beside = (...skus: string[]): string[] => listAlongside({ lines: skus.map(sku => ({ sku, quantity: 1 })), saved: [] }, catalog, 2).map(({ slug }) => slug)
  t.strictSame(beside('CUP', 'JUG'), ['saucer', 'plate'], 'the first of each in turn')
  t.strictSame(beside('CUP', 'JUG', 'SAUCER'), ['spoon', 'plate'])
})
