import t from 'tap'
import { phrase } from '../../src/languages/translate.ts'
import type { OrderEvent, PaidLine } from '../../src/orders/order.ts'
import { parseReturn } from '../../src/returns/form.ts'
import { leftOf, mayBecome, RETURN_STATES, refundOf, returnUntil, type ReturnState } from '../../src/returns/return.ts'

const line = (sku: string, quantity: number, totalCents: number, discountCents = 0): PaidLine =>
  ({ sku, name: sku, label: '', quantity, priceCents: totalCents / quantity, totalCents, discountCents, taxRateBps: 2300 })
const pieces = (of: Record<string, number>): Map<string, number> => new Map(Object.entries(of))

t.test('all returns of an order together pay back exactly what was paid, however they are parted', async t => {
  const lines = [line('A', 3, 3000, 100), line('B', 1, 999, 333), line('C', 7, 7007, 1)]
  const paid = 3000 - 100 + 999 - 333 + 7007 - 1
  t.equal(refundOf(lines, new Map(), pieces({ A: 3, B: 1, C: 7 }), 490), paid + 490, 'all at once, with delivery')
  t.strictSame([1, 2, 3].map(count => refundOf(lines, new Map(), pieces({ A: count }), 490)), [967, 1934, 2900], 'without it while anything is kept')
  const parts: Array<Record<string, number>> = [{ A: 1, C: 2 }, { B: 1 }, { C: 4 }, { A: 2 }, { C: 1 }]
  const earlier: Record<string, number> = {}
  let sum = 0
  for (const part of parts) {
    sum += refundOf(lines, pieces(earlier), pieces(part), 490)
    for (const [sku, count] of Object.entries(part)) earlier[sku] = (earlier[sku] ?? 0) + count
  }
  t.equal(sum, paid + 490)
  t.equal(refundOf([line('A', 1, 500, 500)], new Map(), pieces({ A: 1 }), 0), 0, 'what was free')
})

t.test('pieces can be asked for once, until the return is refused or withdrawn', async t => {
  const of = (state: ReturnState) => ({ state, lines: [{ sku: 'A', quantity: 2 }] })
  for (const state of RETURN_STATES) t.equal(leftOf([line('A', 3, 300)], [of(state)]).get('A'), state === 'refused' || state === 'withdrawn' ? 3 : 1, state)
})

t.test('thirty days from delivery, or from sending while nobody knows of one', async t => {
  const event = (toStatus: OrderEvent['toStatus'], day: string): OrderEvent => ({ toStatus, at: new Date(`${day}T12:00:00Z`) })
  const until = (...events: OrderEvent[]) => returnUntil(events)?.toISOString().slice(0, 10)
  t.equal(until(event('placed', '2026-11-01'), event('packed', '2026-11-02')), undefined)
  t.equal(until(event('sent', '2026-11-02')), '2026-12-02')
  t.equal(until(event('sent', '2026-11-02'), event('delivered', '2026-11-05')), '2026-12-05')
})

t.test('steps', async t => {
  const ways = RETURN_STATES.flatMap(from => RETURN_STATES.filter(to => mayBecome(from, to)).map(to => `${from} ${to}`))
  t.strictSame(ways.sort(), ['approved received', 'approved refused', 'requested approved', 'requested refused', 'requested withdrawn'])
})

t.test('the form: each wrong field is named, nothing chosen is asked for at the first', async t => {
  const left = pieces({ A: 2, B: 0 })
  const tooMany = (left: number) => phrase('You can send back {left, number} of this', { left })
  const errors = (typed: Record<string, string>) => parseReturn({ note: '', form_key: 'x', reason: 'other', 'quantity-A': '1', ...typed }, left).errors
  t.strictSame(errors({ note: '  a\r\n\r\n\r\nb ' }), {})
  t.strictSame(Object.keys(errors({ 'quantity-A': '0', reason: '' })), ['quantity-A', 'reason'])
  t.strictSame(errors({ 'quantity-A': '3', 'quantity-B': '1', 'quantity-C': '1' }), { 'quantity-A': tooMany(2), 'quantity-B': tooMany(0), 'quantity-C': tooMany(0) })
  t.strictSame(Object.keys(errors({ reason: 'x', note: 'ö'.repeat(1001) })), ['reason', 'note'])
})
