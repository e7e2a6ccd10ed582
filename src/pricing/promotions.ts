import type { Currency } from '../money.ts'
import { shareOut } from './share.ts'

/** Minor units, by currency: what has no amount in a currency does not apply in it. */
export type Amounts = Readonly<Partial<Record<Currency, number>>>

/** What a promotion takes off. Of `buy-x-get-y`, in every `buy + get` pieces the `get` cheapest are free. */
export type Effect =
  | { readonly kind: 'percent', readonly percent: number }
  | { readonly kind: 'amount', readonly amounts: Amounts }
  | { readonly kind: 'free-delivery' }
  | { readonly kind: 'buy-x-get-y', readonly buy: number, readonly get: number }

export interface Promotion {
  readonly promotionId: string
  /** A coupon has one, in capitals; null: it applies by itself. */
  readonly code: string | null
  readonly name: string
  readonly effect: Effect
  /** It reaches only goods of this category; null: all. */
  readonly category: string | null
  /** The goods that it reaches must be worth as much; null: no minimum. */
  readonly minimums: Amounts | null
  readonly startsAt: Date | null
  readonly endsAt: Date | null
  readonly totalUses: number | null
  readonly usesPerCustomer: number | null
  /** No use was left when the catalogue was read. */
  readonly usedUp: boolean
  /** It applies beside others that do so, too; else it applies alone. */
  readonly stacks: boolean
}

/** An item of a basket as promotions see it. */
export interface Good {
  readonly sku: string
  readonly category: string
  readonly quantity: number
  readonly priceCents: number
}

export interface Discount {
  readonly promotion: Promotion
  /** Of goods and delivery together. */
  readonly cents: number
}

export interface Discounts {
  readonly applied: readonly Discount[]
  /** What is taken off each good, in their order. */
  readonly lines: readonly number[]
  /** What is taken off all of them. */
  readonly goodsCents: number
  /** What delivery costs then, and what of that is taken off. */
  readonly delivery: { readonly cents: number, readonly offCents: number }
  /** Why the coupon takes nothing off. */
  readonly problem?: CouponProblem
  /** The promotion that most nearly applies, and for how much more of goods it would. */
  readonly next?: { readonly promotion: Promotion, readonly missingCents: number }
}

export type CouponProblem =
  | { readonly kind: 'unknown' | 'not-yet' | 'over' | 'used-up' | 'currency' | 'no-goods' | 'nothing-off' }
  | { readonly kind: 'minimum', readonly missingCents: number }
  /** Another promotion, which does not go with it, takes more off. */
  | { readonly kind: 'worse', readonly than: string }

export interface Basket {
  readonly goods: readonly Good[]
  readonly currency: Currency
  /** What delivery costs when so much is paid for the goods. */
  readonly deliveryFor: (goodsCents: number) => number
  readonly code?: string | undefined
}

/**
 * What promotions take off a basket: all that go together, or the one that goes with no other, whichever takes off more. Each
 * works on what those before it have left, so nothing ever costs less than nothing. Whether uses are left is not judged here.
 */
export function discountsOf (basket: Basket, promotions: readonly Promotion[], now: Date): Discounts {
  const coupon = basket.code === undefined ? undefined : promotions.find(({ code }) => code === basket.code)
  const open = promotions.filter(promotion => (promotion.code === null || promotion === coupon) && judge(promotion, basket, now) === undefined)
  const alone = open.filter(({ stacks }) => !stacks).map(promotion => [promotion])
  const best = [open.filter(({ stacks }) => stacks), ...alone]
    .map(set => apply(set, basket))
    .reduce((a, b) => totalOf(b) > totalOf(a) ? b : a)
  const problem = basket.code === undefined ? undefined : problemOf(coupon, basket, best, now)
  const next = nextOf(basket, promotions, now)
  return { ...best, ...problem && { problem }, ...next && { next } }
}

/** Why a promotion does not apply; undefined when it may. */
function judge (promotion: Promotion, { goods, currency }: Basket, now: Date): CouponProblem | undefined {
  if (promotion.startsAt && now < promotion.startsAt) return { kind: 'not-yet' }
  if (promotion.endsAt && now >= promotion.endsAt) return { kind: 'over' }
  if (promotion.usedUp) return { kind: 'used-up' }
  const { effect, minimums } = promotion
  if (minimums !== null && minimums[currency] === undefined) return { kind: 'currency' }
  if (effect.kind === 'amount' && effect.amounts[currency] === undefined) return { kind: 'currency' }
  const reached = goods.filter(good => reaches(promotion, good))
  if (reached.length === 0) return { kind: 'no-goods' }
  const missingCents = (minimums?.[currency] ?? 0) - worthOf(reached)
  return missingCents > 0 ? { kind: 'minimum', missingCents } : undefined
}

function problemOf (coupon: Promotion | undefined, basket: Basket, best: Applied, now: Date): CouponProblem | undefined {
  if (!coupon) return { kind: 'unknown' }
  const problem = judge(coupon, basket, now)
  if (problem || best.applied.some(({ promotion }) => promotion === coupon)) return problem
  const [winner] = best.applied
  return winner && totalOf(apply([coupon], basket)) > 0 ? { kind: 'worse', than: winner.promotion.name } : { kind: 'nothing-off' }
}

type Applied = Pick<Discounts, 'applied' | 'lines' | 'goodsCents' | 'delivery'>

// What is free of goods comes first, so that a percentage is of what is paid; delivery last, as its price hangs on all before.
const ORDER: ReadonlyArray<Effect['kind']> = ['buy-x-get-y', 'percent', 'amount', 'free-delivery']

function apply (promotions: readonly Promotion[], { goods, currency, deliveryFor }: Basket): Applied {
  const off = goods.map(() => 0)
  const applied: Discount[] = []
  for (const promotion of promotions.toSorted((a, b) => ORDER.indexOf(a.effect.kind) - ORDER.indexOf(b.effect.kind))) {
    if (promotion.effect.kind === 'free-delivery') continue
    const left = goods.map((good, at) => reaches(promotion, good) ? good.quantity * good.priceCents - (off[at] ?? 0) : 0)
    const shares = takenOff(promotion.effect, goods, left, currency)
    for (const [at, share] of shares.entries()) off[at] = (off[at] ?? 0) + share
    if (sum(shares) > 0) applied.push({ promotion, cents: sum(shares) })
  }
  const cents = deliveryFor(worthOf(goods) - sum(off))
  const free = promotions.find(({ effect }) => effect.kind === 'free-delivery')
  if (free && cents > 0) applied.push({ promotion: free, cents })
  return { applied, lines: off, goodsCents: sum(off), delivery: { cents, offCents: free ? cents : 0 } }
}

/** What an effect takes off each good, of which so much is left to pay. */
function takenOff (effect: Exclude<Effect, { kind: 'free-delivery' }>, goods: readonly Good[], left: readonly number[], currency: Currency): number[] {
  const whole = sum(left)
  switch (effect.kind) {
    case 'percent': return shareOut(Math.round(whole * effect.percent / 100), left)
    case 'amount': return shareOut(Math.min(effect.amounts[currency] ?? 0, whole), left)
    case 'buy-x-get-y': {
      const pieces = goods.flatMap(({ quantity, priceCents }, at) => (left[at] ?? 0) > 0 ? Array.from({ length: quantity }, () => ({ at, priceCents })) : [])
      const free = pieces.sort((a, b) => a.priceCents - b.priceCents).slice(0, Math.floor(pieces.length / (effect.buy + effect.get)) * effect.get)
      return left.map((most, at) => Math.min(most, sum(free.filter(piece => piece.at === at).map(({ priceCents }) => priceCents))))
    }
  }
}

/** Of those that apply by themselves once there is more in the basket, the one that needs the least more. */
function nextOf (basket: Basket, promotions: readonly Promotion[], now: Date): Discounts['next'] {
  return promotions.flatMap(promotion => {
    const problem = promotion.code === null ? judge(promotion, basket, now) : undefined
    return problem?.kind === 'minimum' ? [{ promotion, missingCents: problem.missingCents }] : []
  }).sort((a, b) => a.missingCents - b.missingCents)[0]
}

function reaches ({ category }: Promotion, good: Good): boolean {
  return category === null || category === good.category
}

function worthOf (goods: readonly Good[]): number {
  return sum(goods.map(({ quantity, priceCents }) => quantity * priceCents))
}

function totalOf ({ applied }: Applied): number {
  return sum(applied.map(({ cents }) => cents))
}

function sum (numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
