import t from 'tap'
import { discountsOf, type Basket, type Good, type Promotion } from '../../src/pricing/promotions.ts'
import { randomOf } from '../helpers/random.ts'
import { promotionOf } from '../helpers/terms.ts'

const NOW = new Date('2026-11-21T12:00:00Z')
const HOUR_MS = 3_600_000
const CUP: Good = { sku: 'CUP', category: 'table', quantity: 2, priceCents: 1800 }
const CLOTH: Good = { sku: 'CLOTH', category: 'linen', quantity: 3, priceCents: 1000 }

function basket (code?: string, goods: Good[] = [CUP, CLOTH]): Basket {
  return { goods, currency: 'EUR', code, deliveryFor: cents => cents >= 6000 ? 0 : 490 }
}

function off (promotions: Promotion[], code?: string, goods?: Good[]) {
  const { lines, goodsCents, delivery, applied, problem, next } = discountsOf(basket(code, goods), promotions, NOW)
  return { lines: [...lines], goodsCents, deliveryCents: delivery.cents - delivery.offCents, names: applied.map(({ promotion }) => promotion.promotionId), problem, next: next?.promotion.promotionId }
}

t.test('what each kind takes off', async t => {
  t.match(off([promotionOf({ promotionId: 'tenth', effect: { kind: 'percent', percent: 10 } })]), { lines: [360, 300], goodsCents: 660, deliveryCents: 490, names: ['tenth'] })
  t.match(off([promotionOf({ promotionId: 'five', effect: { kind: 'amount', amounts: { EUR: 500 } } })]), { lines: [273, 227], goodsCents: 500 })
  t.match(off([promotionOf({ promotionId: 'all', effect: { kind: 'amount', amounts: { EUR: 99_999 } } })]), { lines: [3600, 3000], goodsCents: 6600, deliveryCents: 490 })
  t.match(off([promotionOf({ promotionId: 'free', effect: { kind: 'free-delivery' } })], undefined, [CUP]), { goodsCents: 0, deliveryCents: 0, names: ['free'] })
  t.match(off([promotionOf({ promotionId: 'free', effect: { kind: 'free-delivery' } })]), { names: [] }, 'free anyway')
  t.match(off([promotionOf({ promotionId: '3for2', effect: { kind: 'buy-x-get-y', buy: 2, get: 1 } })]), { lines: [0, 1000], goodsCents: 1000 }, 'of five pieces the cheapest is free')
  t.match(off([promotionOf({ promotionId: 'linen', category: 'linen', effect: { kind: 'percent', percent: 50 } })]), { lines: [0, 1500] })
})

t.test('those that stack come one after the other; one that does not comes alone, if it takes more off', async t => {
  const tenth = promotionOf({ promotionId: 'tenth', effect: { kind: 'percent', percent: 10 } })
  const five = promotionOf({ promotionId: 'five', effect: { kind: 'amount', amounts: { EUR: 500 } } })
  const third = promotionOf({ promotionId: 'third', stacks: false, effect: { kind: 'percent', percent: 30 } })
  t.match(off([five, tenth]), { goodsCents: 660 + 500, names: ['tenth', 'five'] })
  t.match(off([five, tenth, third]), { goodsCents: 1980, names: ['third'] })
  t.match(off([five, tenth, { ...third, effect: { kind: 'percent', percent: 5 } }]), { names: ['tenth', 'five'] })
})

t.test('a coupon counts with its code alone, and says why where it does not', async t => {
  const coupon = promotionOf({ promotionId: 'spring', code: 'SPRING', effect: { kind: 'percent', percent: 10 } })
  t.match(off([coupon]), { names: [] })
  t.match(off([coupon], 'SPRING'), { names: ['spring'], problem: undefined })
  t.match(off([coupon], 'AUTUMN').problem, { kind: 'unknown' })
  t.match(off([{ ...coupon, startsAt: new Date(NOW.getTime() + 1) }], 'SPRING').problem, { kind: 'not-yet' })
  t.match(off([{ ...coupon, startsAt: NOW }], 'SPRING'), { problem: undefined })
  t.match(off([{ ...coupon, endsAt: NOW }], 'SPRING').problem, { kind: 'over' })
  t.match(off([{ ...coupon, endsAt: new Date(NOW.getTime() + HOUR_MS) }], 'SPRING'), { problem: undefined })
  t.match(off([{ ...coupon, usedUp: true }], 'SPRING').problem, { kind: 'used-up' })
  t.match(off([{ ...coupon, minimums: { GBP: 1 } }], 'SPRING').problem, { kind: 'currency' })
  t.match(off([{ ...coupon, minimums: { EUR: 7000 } }], 'SPRING').problem, { kind: 'minimum', missingCents: 400 })
  t.match(off([{ ...coupon, category: 'garden' }], 'SPRING').problem, { kind: 'no-goods' })
  t.match(off([{ ...coupon, stacks: false }, promotionOf({ promotionId: 'half', name: 'Half', stacks: false, effect: { kind: 'percent', percent: 50 } })], 'SPRING').problem, { kind: 'worse', than: 'Half' })
  t.match(off([promotionOf({ promotionId: 'f', code: 'FREE', effect: { kind: 'free-delivery' } })], 'FREE').problem, { kind: 'nothing-off' })
})

t.test('the next one is the one that the least is missing for', async t => {
  const more = [8000, 7000, 9000].map(cents => promotionOf({ promotionId: `from${cents}`, minimums: { EUR: cents }, effect: { kind: 'percent', percent: 10 } }))
  t.equal(off(more).next, 'from7000')
  t.equal(off([]).next, undefined)
})

t.test('whatever is combined, nothing ever costs less than nothing, and the parts add up', async t => {
  const random = randomOf(t, 3)
  for (let round = 0; round < 1500; round += 1) {
    const goods = Array.from({ length: 1 + random(6) }, (_, at): Good => ({ sku: `S${at}`, category: ['table', 'linen'][random(2)] ?? '', quantity: 1 + random(99), priceCents: 1 + random(9000) }))
    const promotions = Array.from({ length: random(5) }, (_, at) => promotionOf({
      promotionId: `p${at}`,
      stacks: random(2) === 0,
      category: random(3) === 0 ? 'linen' : null,
      effect: [{ kind: 'percent', percent: 1 + random(100) }, { kind: 'amount', amounts: { EUR: random(50_000) } }, { kind: 'free-delivery' }, { kind: 'buy-x-get-y', buy: 1 + random(3), get: 1 + random(2) }][random(4)] as Promotion['effect']
    }))
    const found = discountsOf(basket(undefined, goods), promotions, NOW)
    const wrong = found.lines.some((cents, at) => cents < 0 || cents > (goods[at]?.quantity ?? 0) * (goods[at]?.priceCents ?? 0)) ||
      found.lines.reduce((a, b) => a + b, 0) !== found.goodsCents ||
      found.applied.reduce((sum, { cents }) => sum + cents, 0) !== found.goodsCents + found.delivery.offCents ||
      found.delivery.offCents > found.delivery.cents
    if (wrong) t.fail(JSON.stringify({ goods, promotions, found }))
  }
})
