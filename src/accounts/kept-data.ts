import type { FastifyReply } from 'fastify'
import { listAddresses } from '../addresses/queries.ts'
import { listAlertsOf } from '../alerts/queries.ts'
import type { Cart } from '../cart/cart.ts'
import { listAllOrders } from '../orders/queries.ts'
import type { Db } from '../plugins/database.ts'
import { listOwnReturns } from '../returns/queries.ts'
import { listOwnReviews } from '../reviews/queries.ts'
import { listItems } from '../wishlist/queries.ts'
import { findAccount, listDevices } from './queries.ts'

/** All that is kept of a customer, as they may ask for it (GDPR, Articles 15 and 20). No hash and no secret is part of it. */
export async function readKeptData (db: Db, shopperId: string, { lines, saved }: Cart): Promise<object> {
  const [account, orders, returns, reviews, devices, addresses, wishlist] = await Promise.all([
    findAccount(db, shopperId), listAllOrders(db, shopperId), listOwnReturns(db, shopperId), listOwnReviews(db, shopperId), listDevices(db, shopperId),
    listAddresses(db, shopperId), listItems(db, shopperId)
  ])
  // An address that nobody has confirmed may be somebody else's.
  const stockAlerts = account?.emailConfirmed ? await listAlertsOf(db, account.email) : []
  return {
    customer: { name: account?.name, email: account?.email, emailConfirmed: account?.emailConfirmed },
    basket: { items: lines.map(({ sku, quantity }) => ({ sku, quantity })), savedForLater: saved.map(({ sku, quantity }) => ({ sku, quantity })) },
    addresses: addresses.map(({ addressId, ...address }) => address),
    wishlist,
    stockAlerts,
    devices: devices.map(({ userAgent, createdAt, seenAt }) => ({ userAgent, createdAt, seenAt })),
    orders,
    returns: returns.map(({ state, reason, note, answer, lines, requestedAt, refundCents }) => ({ state, reason, note, answer, lines, requestedAt, refundCents })),
    reviews: reviews.map(({ version, ...review }) => review)
  }
}

/** As a file. */
export function sendKeptData (reply: FastifyReply, data: object): FastifyReply {
  return reply
    .type('application/json; charset=utf-8')
    .header('content-disposition', 'attachment; filename="pottle-data.json"')
    .send(JSON.stringify(data, undefined, 2))
}
