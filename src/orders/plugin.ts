import fp from 'fastify-plugin'
import { findPaymentMethod } from '../checkout/payment.ts'
import { languageOf } from '../languages/language.ts'
import { translator, type Words } from '../languages/translate.ts'
import { formatMoney } from '../money.ts'
import type { Db } from '../plugins/database.ts'
import { addressLines } from '../pricing/countries.ts'
import type { ShownTotals } from '../pricing/saying.ts'
import { showTracking } from './carriers.ts'
import { sayOrder, type OrderLetter } from './letter.ts'
import { guestLink } from './link.ts'
import type { Order, OrderLine, OrderStatus } from './order.ts'

declare module 'fastify' {
  interface FastifyInstance { orderLetters: OrderLetters }
}

type Addressed = Pick<Order, 'number' | 'guest' | 'payment' | 'email' | 'name' | 'line1' | 'line2' | 'city' | 'postcode' | 'country' | 'locale'>

export interface Placed {
  order: Addressed
  lines: ReadonlyArray<Pick<OrderLine, 'name' | 'label' | 'quantity' | 'totalCents'>>
  sums: ShownTotals
  /** The name of the way of delivery. */
  shipping: Words
}

/**
 * Puts letters to the shopper into the outbox, in the transaction of what they tell of; `app.mail.deliverSoon()` sends them after it.
 * They are written as the shopper read the shop when the order was placed, whoever takes the step.
 */
export interface OrderLetters {
  /** What every letter about an order says. */
  about (order: Addressed): OrderLetter
  placed (db: Db, placed: Placed): Promise<void>
  /** Nothing is written about steps that change nothing for the shopper, nor to a buyer who was forgotten. */
  changed (db: Db, order: Order, to: OrderStatus, why?: 'unpaid'): Promise<void>
  /** So much is on its way back. */
  refunded (db: Db, order: Order, cents: number, how: 'by card' | 'by hand'): Promise<void>
}

/** `app.orderLetters`. Links lead into the account, or, for a guest, carry the key of the order. */
export default fp<{ secrets: string[] }>(async (app, { secrets }) => {
  const letter = ({ number, guest, name }: Addressed): OrderLetter => ({ number, name, link: app.mail.link(guest ? guestLink(number, secrets) : `/account/orders/${number}`) })

  const invoiceOf = ({ number, guest }: Addressed): string => app.mail.link(guest ? guestLink(number, secrets, '/invoice') : `/orders/${number}/invoice`)

  app.decorate('orderLetters', {
    about: letter,

    async placed (db, { order, lines, sums, shipping }) {
      const payment = findPaymentMethod(order.payment)
      const language = languageOf(order.locale)
      await app.mail.post(db, order.email, 'order-placed', {
        ...letter(order), ...sayOrder(order, lines, sums, shipping), payment: translator(language)(payment?.nextStep ?? ''), isUnpaid: payment?.isByCard ?? false
      }, language)
    },

    async changed (db, order, to, why) {
      if (order.email === '') return
      const language = languageOf(order.locale)
      const total = formatMoney(order.totalCents, order.currency, order.locale)
      if (to === 'paid') await app.mail.post(db, order.email, 'order-paid', { ...letter(order), total, invoice: invoiceOf(order) }, language)
      if (to === 'sent') {
        const tracking = showTracking(order, translator(language))
        await app.mail.post(db, order.email, 'order-sent', { ...letter(order), address: addressLines(order, language), tracking, invoice: invoiceOf(order) }, language)
      }
      if (to === 'cancelled') await app.mail.post(db, order.email, 'order-cancelled', { ...letter(order), total, isUnpaid: why === 'unpaid' }, language)
    },

    async refunded (db, order, cents, how) {
      if (order.email === '') return
      await app.mail.post(db, order.email, 'order-refunded', { ...letter(order), amount: formatMoney(cents, order.currency, order.locale), byCard: how === 'by card' }, languageOf(order.locale))
    }
  })
}, { name: 'order-letters', dependencies: ['mail'] })
