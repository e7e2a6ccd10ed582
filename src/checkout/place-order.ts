import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { saveAddress } from '../addresses/queries.ts'
import type { PricedLine } from '../cart/cart.ts'
import type { Stock } from '../catalog/catalog.ts'
import { claimForOwner } from '../orders/claim.ts'
import { newOrderNumber } from '../orders/number.ts'
import { savePayment } from '../payments/queries.ts'
import { transaction, type Db } from '../plugins/database.ts'
import type { SessionData } from '../plugins/session/data.ts'
import { adoptSession, lockWholeSession, saveWholeSession, type LockedSession } from '../plugins/session/locked.ts'
import { SHIPPING_NAMES } from '../pricing/delivery.ts'
import type { Promotion } from '../pricing/promotions.ts'
import { showTotals } from '../pricing/saying.ts'
import { countedAs, takePromotions } from '../pricing/take.ts'
import type { TotalLine } from '../pricing/totals.ts'
import { saveStockTaken } from '../stock/queries.ts'
import type { PaymentMethod } from './payment.ts'
import { findNumberByKey, findStock, saveOrder, saveOrderNumber, saveOrderPromotions, type NewOrder, type SoldLine } from './queries.ts'
import { isAgreed, reviewOf, type Agreed, type Review } from './review.ts'

/** Why an order could not be made as it was agreed: what is left of items that there were too few of, and promotions that cannot be used any more. */
export interface Refused {
  readonly shortages: readonly Stock[]
  readonly spent: readonly Promotion[]
}

type Ids = Pick<NewOrder, 'shopperId' | 'orderId'>

/** No order was made, and nothing taken. */
export class OrderRefused extends Error {
  readonly session: LockedSession
  readonly refused: Refused
  constructor (session: LockedSession, refused: Partial<Refused> = {}) {
    super('the order was refused')
    this.session = session
    this.refused = { shortages: [], spent: [], ...refused }
  }
}

/** Whose orders a request places: the customer's, or those of a guest who has been through the first step of checkout. */
export function shopperIdOf ({ customer }: FastifyRequest, { guestShopperId }: SessionData): string | undefined {
  return customer?.shopperId ?? guestShopperId
}

/**
 * Makes the shopper's cart an order and returns its number: the same number however often, and wherever, the same checkout
 * key comes again. One transaction takes the stock, writes the order, empties the cart and uses up the key, or does nothing.
 * Throws `OrderRefused` when that is not what the shopper agreed to, and `SessionEnded`.
 *
 * Whether a connection that was lost at COMMIT did commit is found out by the key when the shopper sends the form again.
 */
export async function placeOrder (app: FastifyInstance, request: FastifyRequest, agreed: Agreed, payment: PaymentMethod): Promise<string> {
  try {
    const { number, session } = await transaction(app.db, db => placeOnce(app, db, request, agreed, payment))
    adoptSession(request, session)
    app.mail.deliverSoon()
    return number
  } catch (error) {
    if (error instanceof OrderRefused) adoptSession(request, error.session)
    throw error
  }
}

async function placeOnce (
  app: FastifyInstance, db: Db, request: FastifyRequest, agreed: Agreed, payment: PaymentMethod
): Promise<{ number: string, session: LockedSession }> {
  const session = await lockWholeSession(db, request)
  const shopperId = shopperIdOf(request, session.data)
  if (shopperId === undefined) throw new OrderRefused(session)
  // Looked up under the lock: a request with the same key that came a moment earlier has committed or rolled back by now.
  const earlier = await findNumberByKey(db, shopperId, agreed.key)
  if (earlier !== undefined) return { number: earlier, session }

  const review = reviewOf(session.data, request.catalog, request.preferences.currency)
  if (!review || !isAgreed(review, agreed)) throw new OrderRefused(session)
  const ids = { shopperId, orderId: randomUUID() }
  const number = await reserveNumber(db, ids)
  const shortages = await takeStock(db, review.lines, number)
  if (shortages.length > 0) throw new OrderRefused(session, { shortages })
  const spent = await takePromotions(db, review.totals.discounts.map(({ promotion }) => promotion), countedAs(review.checkout.email))
  if (spent.length > 0) throw new OrderRefused(session, { spent })

  await saveWholeOrder(app, db, request, { ...ids, number }, review, payment)
  await postConfirmation(app, db, request, number, review, payment)
  return { number, session: await saveWholeSession(db, request, session, afterOrder(session.data)) }
}

/** Before the stock is taken, whose ledger names it. Where the order is refused, it is given back with everything else. */
async function reserveNumber (db: Db, ids: Ids): Promise<string> {
  let number: string
  do number = newOrderNumber()
  while (!await saveOrderNumber(db, { ...ids, number }))
  return number
}

/** In the order of the SKUs, so that two orders never wait for each other. Returns what there is too little of. */
async function takeStock (db: Db, lines: readonly PricedLine[], orderNumber: string): Promise<Stock[]> {
  const shortages: Stock[] = []
  for (const line of lines.toSorted((a, b) => a.sku < b.sku ? -1 : 1)) {
    if (!await saveStockTaken(db, line, { kind: 'sold', orderNumber })) shortages.push(await findStock(db, line.sku))
  }
  return shortages
}

async function saveWholeOrder (
  app: FastifyInstance, db: Db, { customer, preferences: { locale } }: FastifyRequest, { number, ...ids }: Ids & { number: string }, review: Review, payment: PaymentMethod
): Promise<void> {
  const lines = review.lines.map((line, position) => soldLine(line, position, review.totals.lines[position]))
  await saveOrder(db, { ...ids, number, guest: customer === undefined, payment: payment.code, locale, review }, lines, customer?.shopperId ?? null)
  if (payment.isByCard) {
    await savePayment(db, { ...ids, amountCents: review.totals.totalCents, currency: review.currency, holdMinutes: app.payments.holdMinutes })
  }
  await saveOrderPromotions(db, ids, review.totals.discounts)
  if (customer) await saveAddress(db, customer.shopperId, review.checkout)
  else await claimForOwner(db, number, review.checkout.email)
}

function soldLine ({ sku, quantity, product, variant, priceCents, totalCents }: PricedLine, position: number, totals: TotalLine | undefined): SoldLine {
  return {
    sku, position, name: product?.name ?? sku, label: variant?.label ?? '', quantity, price_cents: priceCents, total_cents: totalCents,
    discount_cents: totals?.discountCents ?? 0, tax_rate_bps: totals?.taxRateBps ?? 0, tax_cents: totals?.taxCents ?? 0
  }
}

/** Posted with the order: an order that is there already by the same key has had its letter. */
async function postConfirmation (app: FastifyInstance, db: Db, { customer, preferences: { locale } }: FastifyRequest, number: string, review: Review, payment: PaymentMethod): Promise<void> {
  const { checkout, lines, totals, currency } = review
  await app.orderLetters.placed(db, {
    order: { ...checkout, number, guest: customer === undefined, payment: payment.code, locale },
    lines: lines.map(({ sku, quantity, product, variant, totalCents }) => ({ name: product?.name ?? sku, label: variant?.label ?? '', quantity, totalCents })),
    sums: showTotals(totals, currency, locale),
    shipping: SHIPPING_NAMES[checkout.shipping]
  })
}

/** What is saved for later stays; the coupon and the address go with the key, so that the next person at this browser does not find it. */
function afterOrder ({ checkout, cart, ...session }: SessionData): SessionData {
  return { ...session, cart: { lines: [], saved: cart.saved } }
}
