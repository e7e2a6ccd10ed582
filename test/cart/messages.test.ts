import t from 'tap'
import { addedMessage } from '../../src/cart/messages.ts'
import { mergedMessage } from '../../src/cart/merge-message.ts'
import { listAlongside } from '../../src/cart/alongside.ts'
import { parseSession } from '../../src/plugins/session/data.ts'
import { catalogWith } from '../catalog/goods.ts'

const catalog = catalogWith([
  { name: 'Cup', prices: [1800], stock: [9] }, { name: 'Plate', prices: [900], stock: [0] }, { name: 'Jug', prices: [2900], stock: [3] },
  { name: 'Apron', category: 'linen', prices: [5600, 5600], stock: [2, 2] }, { name: 'Towels', category: 'linen', prices: [3200], stock: [9] }
])

t.test('an add is told in words that fit one and many', async t => {
  t.strictSame(addedMessage('Linen tea towels', 1, 1, 9), { kind: 'success', text: 'Added: Linen tea towels', basket: true })
  t.equal(addedMessage('Cup', 2, 2, 9).text, 'Added: 2 × Cup')
  t.match(addedMessage('Cup', 5, 3, 3), { kind: 'warning', text: 'Added only 3: Cup – that is all there is', basket: true })
  t.match(addedMessage('Cup', 9, 4, 500), { kind: 'warning', text: 'Added only 4: Cup – a basket holds 99 of one item at most' })
  t.match(addedMessage('Cup', 1, 0, 9), { kind: 'warning', text: /^Nothing was added/ })
  t.match(addedMessage('Cup', 1, 0, 0), { kind: 'error', text: 'Sold out, so nothing was added: Cup' })
})

t.test('a merge is told in a short sentence and a line for each item', async t => {
  t.strictSame(mergedMessage([
    { kind: 'grown', sku: 'JUG-0', quantity: 3 }, { kind: 'capped', sku: 'JUG-0', quantity: 3 },
    { kind: 'brought', sku: 'APRON-1', quantity: 2 }, { kind: 'repriced', sku: 'APRON-1', quantity: 2 },
    { kind: 'gone', sku: 'OLD', quantity: 0 }, { kind: 'set-aside', sku: 'CUP-0', quantity: 4 }
  ], catalog), {
    kind: 'warning',
    text: '2 things from this visit are now in your basket',
    lines: [
      'Jug: now 3, limited to 3, there are no more',
      'Apron, Size 1: 2, the price has changed',
      'An item that is no longer sold (OLD): taken out',
      'Cup: 4 from your account saved for later, so that you pay only for what you chose now'
    ],
    undo: true
  })
  const text = (kind: 'brought' | 'saved' | 'gone'): unknown => mergedMessage([{ kind, sku: 'CUP-0', quantity: 1 }], catalog)
  t.match(text('brought'), { kind: 'success', text: '1 thing from this visit is now in your basket' })
  t.match(text('saved'), { kind: 'success', text: '1 thing from this visit is saved for later' })
  t.match(text('gone'), { kind: 'warning', text: 'Not everything from this visit could be kept' })
})

t.test('messages stored with and without their newer marks are read; one that does not fit is dropped', async t => {
  const old = { id: '1', kind: 'success', text: 'Hello', undo: true }
  const marked = { id: '2', kind: 'warning', text: 'Hello', lines: ['a', 'b'], basket: true }
  t.strictSame(parseSession({ flash: [old, marked, { ...old, lines: 'a' }, { ...old, basket: 'yes' }, { ...old, more: 1 }] }).flash, [old, marked])
})

t.test('alongside: departments in turn, in the order of the shelf, none that is sold out or in the cart', async t => {
  const slugs = (skus: string[], count = 4): string[] => listAlongside(skus.map(sku => ({ sku, quantity: 1 })), catalog, count).map(({ slug }) => slug)
  t.strictSame(slugs(['CUP-0', 'APRON-0']), ['jug', 'towels'])
  t.strictSame(slugs(['PLATE-0', 'APRON-1']), ['cup', 'towels', 'jug'])
  t.strictSame(slugs(['PLATE-0', 'APRON-1'], 1), ['cup'])
  t.strictSame(slugs(['OLD']), [])
  t.strictSame(slugs([]), [])
})
