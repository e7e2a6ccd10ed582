import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { MAX_QUANTITY, type PricedLine } from '../cart/cart.ts'
import { nameOf, type Message as Told } from '../cart/messages.ts'
import { reckonCart } from '../cart/reckon.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { Currency } from '../money.ts'
import { sayProblem, showTotals } from '../pricing/saying.ts'
import { sumsJson, type Cart, type CartLine, type Message } from './cart-schema.ts'
import { money } from './schema.ts'

/** The cart of a request, with its sums of now. */
export function cartJson (request: FastifyRequest): Static<typeof Cart> {
  const { catalog, session: { cart }, preferences: { currency, locale }, t } = request
  const { lines, saved, count, subtotalCents, totals } = reckonCart(request, catalog, new Date())
  const note = totals?.couponProblem && cart.coupon !== undefined ? t(sayProblem(totals.couponProblem, cart.coupon, currency, locale)) : null
  return {
    lines: linesJson(lines, catalog, currency),
    saved: linesJson(saved, catalog, currency),
    count,
    subtotal: money(subtotalCents, currency),
    sums: totals && lines.length > 0 ? sumsJson(showTotals(totals, currency, locale)) : null,
    coupon: cart.coupon === undefined ? null : { code: cart.coupon, note },
    can_undo: cart.undo !== undefined,
    can_be_ordered: lines.length > 0 && lines.every(({ problem }) => problem === undefined)
  }
}

export function linesJson (lines: readonly PricedLine[], catalog: Catalog, currency: Currency): Array<Static<typeof CartLine>> {
  return lines.map(({ sku, quantity, product, priceCents, totalCents, was, available, problem }) => ({
    sku,
    name: nameOf(sku, catalog),
    product: product?.slug ?? null,
    quantity,
    price: money(priceCents, currency),
    total: money(totalCents, currency),
    was: was === undefined ? null : money(was, currency),
    available: Math.min(available, MAX_QUANTITY),
    problem: problem ?? null
  }))
}

export function messageJson (message: Told | undefined): Static<typeof Message> | null {
  return message ? { kind: message.kind, text: message.text, lines: message.lines ?? [] } : null
}
