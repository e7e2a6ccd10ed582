import type { FastifyRequest } from 'fastify'
import { cardsOf, isFew } from '../catalog/card.ts'
import type { Catalog } from '../catalog/catalog.ts'
import { seenCards } from '../catalog/seen-cards.ts'
import { arrivalOf, deliveryCents, formatArrival, TARIFFS } from '../checkout/delivery.ts'
import type { Currency } from '../money.ts'
import { listAlongside } from './alongside.ts'
import { MAX_QUANTITY, priceCart, type PricedLine } from './cart.ts'
import { nameOf } from './messages.ts'

/** A quantity that was typed and cannot be. */
interface QuantityError { sku: string, typed: string }

const ALONGSIDE = 4

/** What `cart/show` shows; with an error, the line has what was typed and says what is wrong with it. */
export function cartPage (request: FastifyRequest, catalog: Catalog, error?: QuantityError): object {
  const { session: { cart }, preferences: { currency, locale } } = request
  const { lines, saved, count, subtotalCents } = priceCart(cart, catalog, currency)
  const now = new Date()
  const shown = lines.map(line => shownLine(line, catalog, error))
  return {
    path: '/cart',
    returnTo: '/cart',
    lines: shown,
    seen: seenCards(request, catalog, { count: 8 }),
    saved: saved.map(line => ({ ...line, name: nameOf(line.sku, catalog), isFew: isFew(line.available) })),
    count,
    currency,
    errors: Object.fromEntries(shown.filter(({ error }) => error).map(({ id, name, error }) => [id, `${error} for ${name}`])),
    blocked: lines.some(({ problem }) => problem !== undefined),
    summary: summaryOf(subtotalCents, currency),
    arrival: formatArrival(arrivalOf('standard', now), locale),
    alongside: cardsOf(listAlongside(cart, catalog, ALONGSIDE), currency, new Map(), now)
  }
}

interface ShownLine extends PricedLine {
  /** Of its field. */
  id: string
  name: string
  /** What stands in the field. */
  typed: string | number
  error: string
  /** All that is in stock. */
  isAll: boolean
  /** One more cannot be had. */
  isMost: boolean
  /** So few are left that it is worth saying. */
  isFew: boolean
}

function shownLine (line: PricedLine, catalog: Catalog, error: QuantityError | undefined): ShownLine {
  const name = nameOf(line.sku, catalog)
  const isWrong = error?.sku === line.sku
  return {
    ...line,
    id: `quantity-${line.sku}`,
    name,
    typed: isWrong ? error.typed : line.quantity,
    error: isWrong ? `Enter a number from 0 to ${MAX_QUANTITY}` : '',
    isAll: line.problem === undefined && line.quantity >= line.available,
    isMost: line.quantity >= Math.min(line.available || MAX_QUANTITY, MAX_QUANTITY),
    isFew: isFew(line.available)
  }
}

/** The sums with standard delivery, and how far it is to free delivery. Minor units. */
function summaryOf (subtotalCents: number, currency: Currency): object {
  const { freeFromCents } = TARIFFS[currency]
  const delivery = deliveryCents('standard', subtotalCents, currency)
  return {
    subtotalCents,
    deliveryCents: delivery,
    totalCents: subtotalCents + delivery,
    freeFromCents,
    towardsFreeCents: Math.min(subtotalCents, freeFromCents),
    toFreeCents: Math.max(freeFromCents - subtotalCents, 0)
  }
}
