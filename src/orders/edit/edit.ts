import type { Catalog } from '../../catalog/catalog.ts'
import type { Currency } from '../../money.ts'
import type { CountryCode } from '../../pricing/countries.ts'
import { deliveryCents, type Shipping } from '../../pricing/delivery.ts'
import { discountsOf, type Promotion } from '../../pricing/promotions.ts'
import { taxesOf, taxRateOf, type TaxOfRate } from '../../pricing/tax.ts'
import type { Order, PaidLine } from '../order.ts'
import type { KeptPromotion } from './queries.ts'

/** Where an order goes, and how. */
export interface EditedDelivery extends Pick<Order, 'name' | 'line1' | 'line2' | 'city' | 'postcode' | 'phone'> {
  country: CountryCode
  shipping: Shipping
}

/** A line with its shares of what is taken off and of the tax. */
export interface EditedLine extends PaidLine { readonly taxCents: number }

/** What an order was, or became: kept in its history. Without the address where the customer was forgotten. */
export interface OrderSnapshot {
  lines: ReadonlyArray<Pick<PaidLine, 'sku' | 'name' | 'label' | 'quantity' | 'priceCents'>>
  subtotalCents: number
  discountCents: number
  deliveryCents: number
  totalCents: number
  shipping: string
  name?: string
  address?: readonly string[]
  phone?: string
}

/** What an order would become. Amounts are in minor units of its currency. */
export interface Planned {
  readonly lines: readonly EditedLine[]
  readonly delivery: EditedDelivery
  readonly totals: Pick<Order, 'subtotalCents' | 'discountCents' | 'deliveryCents' | 'totalCents' | 'taxCents'>
  readonly taxes: readonly TaxOfRate[]
  readonly discounts: readonly PlannedDiscount[]
}

export interface PlannedDiscount extends KeptPromotion {
  /** What it took off before. */
  readonly beforeCents: number
  /** The shop has it no more, so the sum stays, as far as the goods go. */
  readonly isCapped: boolean
}

export interface ToPlan {
  readonly order: Order
  readonly lines: readonly PaidLine[]
  readonly promotions: readonly KeptPromotion[]
  /** How many of each SKU from now on; what is not there is as it was. 0 takes it out. */
  readonly quantities: ReadonlyMap<string, number>
  readonly delivery: EditedDelivery
}

/**
 * The order as it would be. What was sold keeps its price, and its rate of tax unless it goes to another country; what is added has
 * the price of today. Promotions are those that it had: each as its rule says now, or, where the shop has it no more, as much as it
 * took off. Delivery is worked out anew where the goods, the country or the way are others. Undefined where it cannot be sent so.
 */
export function planEdit ({ order, lines, promotions, quantities, delivery }: ToPlan, catalog: Catalog): Planned | undefined {
  const { terms, bySku } = catalog
  const { currency } = order
  const goods = goodsOf(lines, quantities, catalog, currency)
  const isSame = goods.length === lines.length && goods.every((good, at) => good.sku === lines[at]?.sku && good.quantity === lines[at].quantity)
  const isThere = delivery.country === order.country && delivery.shipping === order.shipping
  const grams = goods.reduce((sum, { sku, quantity }) => sum + (bySku.get(sku)?.variant.grams ?? 0) * quantity, 0)
  const priceFor = (goodsCents: number): number | undefined => deliveryCents(terms.deliveries, delivery.shipping, { country: delivery.country, currency, grams, goodsCents })
  if (!isThere && priceFor(0) === undefined) return undefined

  const kept = promotions.map(promotion => asKept(promotion, terms.promotions, currency))
  const found = discountsOf({
    goods: goods.map(({ sku, quantity, priceCents }) => ({ sku, category: bySku.get(sku)?.product.category ?? '', quantity, priceCents })),
    currency,
    deliveryFor: goodsCents => priceFor(goodsCents) ?? order.deliveryCents
  }, kept, new Date(0))
  const off = isSame ? lines.map(({ discountCents }) => discountCents) : found.lines
  const cents = isSame && isThere ? order.deliveryCents : found.delivery.cents - found.delivery.offCents

  const paid = goods.map((good, at) => ({
    rateBps: delivery.country === order.country && good.taxRateBps !== undefined ? good.taxRateBps : taxRateOf(terms.taxRates, delivery.country, bySku.get(good.sku)?.product.taxClass ?? 'standard'),
    grossCents: good.quantity * good.priceCents - (off[at] ?? 0)
  }))
  const taxes = taxesOf(paid, cents)
  const subtotalCents = goods.reduce((sum, { quantity, priceCents }) => sum + quantity * priceCents, 0)
  const discountCents = off.reduce((sum, each) => sum + each, 0)
  return {
    lines: goods.map(({ taxRateBps, ...good }, at) => ({
      ...good, totalCents: good.quantity * good.priceCents, discountCents: off[at] ?? 0, taxRateBps: paid[at]?.rateBps ?? 0, taxCents: taxes.lines[at] ?? 0
    })),
    delivery,
    totals: { subtotalCents, discountCents, deliveryCents: cents, totalCents: subtotalCents - discountCents + cents, taxCents: taxes.taxCents },
    taxes: taxes.rates,
    discounts: promotions.map(promotion => ({
      ...promotion,
      beforeCents: promotion.cents,
      cents: isSame ? promotion.cents : centsOf(promotion.promotionId, found.applied),
      isCapped: !terms.promotions.some(({ promotionId }) => promotionId === promotion.promotionId)
    }))
  }
}

type Good = Pick<PaidLine, 'sku' | 'name' | 'label' | 'quantity' | 'priceCents'> & { taxRateBps?: number }

/** What was sold, in its order, and then what is added: what the shop does not sell is not. */
function goodsOf (lines: readonly PaidLine[], quantities: ReadonlyMap<string, number>, { bySku }: Catalog, currency: Currency): Good[] {
  const sold = lines.map(({ sku, name, label, priceCents, taxRateBps, quantity }) => ({ sku, name, label, priceCents, taxRateBps, quantity: quantities.get(sku) ?? quantity }))
  const known = new Set(lines.map(({ sku }) => sku))
  const added = [...quantities].filter(([sku]) => !known.has(sku)).flatMap(([sku, quantity]) => {
    const found = bySku.get(sku)
    return found ? [{ sku, name: found.product.name, label: found.variant.label, priceCents: found.variant.prices[currency].priceCents, quantity }] : []
  })
  return [...sold, ...added].filter(({ quantity }) => quantity > 0)
}

/** It was granted when the order was placed: neither its time nor its uses are asked for again. */
function asKept ({ promotionId, name, cents, isDelivery }: KeptPromotion, promotions: readonly Promotion[], currency: Currency): Promotion {
  const granted = { code: null, startsAt: null, endsAt: null, usedUp: false, stacks: true }
  const known = promotions.find(promotion => promotion.promotionId === promotionId)
  if (known) return { ...known, ...granted }
  const effect = isDelivery ? { kind: 'free-delivery' as const } : { kind: 'amount' as const, amounts: { [currency]: cents } }
  return { promotionId, name, effect, category: null, minimums: null, totalUses: null, usesPerCustomer: null, ...granted }
}

/** What is taken off delivery stands in its price. */
function centsOf (promotionId: string, applied: ReadonlyArray<{ promotion: Promotion, cents: number }>): number {
  const found = applied.find(({ promotion }) => promotion.promotionId === promotionId)
  return !found || found.promotion.effect.kind === 'free-delivery' ? 0 : found.cents
}
