import fp from 'fastify-plugin'
import { findPaymentMethod } from '../checkout/payment.ts'
import { languageOf } from '../languages/language.ts'
import { translator, type Words } from '../languages/translate.ts'
import { formatMoney } from '../money.ts'
import type { Waiting } from '../mail/plugin.ts'
import type { Db } from '../plugins/database.ts'
import { addressLines } from '../pricing/countries.ts'
import type { ShownTotals } from '../pricing/saying.ts'
import { showParcel, type Parcel } from './parcel.ts'
import { sayOrder, type OrderLetter } from './letter.ts'
import { guestLink } from './link.ts'
import type { VersionedOrder } from './change-queries.ts'
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
  /** Told again of an order that is paid by now. */
  isPaid?: boolean
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
  changed (db: Db, order: VersionedOrder, to: OrderStatus, how?: { why?: 'unpaid' | undefined, waits?: boolean }): Promise<void>
  /** A parcel is on its way. `waits`: the letter is not sent for a minute, in which the step can be taken back. */
  sent (db: Db, order: VersionedOrder, parcel: Parcel, how: { isFirst: boolean, isLast: boolean, waits: boolean }): Promise<void>
  /** It was changed; so much goes back. */
  edited (db: Db, placed: Placed, backCents: number): Promise<void>
  /** Its invoice, once more. */
  invoiced (db: Db, order: Order, invoice: string): Promise<void>
  /** A word from the shop. */
  noted (db: Db, order: Order, text: string): Promise<void>
  /** So much is on its way back. */
  refunded (db: Db, order: Order, cents: number, how: 'by card' | 'by hand'): Promise<void>
}

/** Within this time a step can be taken back before its letter is gone. */
const UNDO_S = 60

/** The letter about the step that made this version of an order. */
export function topicOf (number: string, version: number): string {
  return `order/${number}/${version}`
}

function undoable (number: string, version: number): Waiting {
  return { topic: topicOf(number, version), waitS: UNDO_S }
}

/** `app.orderLetters`. Links lead into the account, or, for a guest, carry the key of the order. */
export default fp<{ secrets: string[] }>(async (app, { secrets }) => {
  const letter = ({ number, guest, name }: Addressed): OrderLetter => ({ number, name, link: app.mail.link(guest ? guestLink(number, secrets) : `/account/orders/${number}`) })

  const invoiceOf = ({ number, guest }: Addressed): string => app.mail.link(guest ? guestLink(number, secrets, '/invoice') : `/orders/${number}/invoice`)

  app.decorate('orderLetters', {
    about: letter,

    async placed (db, { order, lines, sums, shipping, isPaid = false }) {
      const payment = findPaymentMethod(order.payment)
      const language = languageOf(order.locale)
      await app.mail.post(db, order.email, 'order-placed', {
        ...letter(order), ...sayOrder(order, lines, sums, shipping), payment: isPaid ? '' : translator(language)(payment?.nextStep ?? ''), isUnpaid: !isPaid && (payment?.isByCard ?? false)
      }, language)
    },

    async changed (db, order, to, { why, waits = false } = {}) {
      if (order.email === '') return
      const language = languageOf(order.locale)
      const total = formatMoney(order.totalCents, order.currency, order.locale)
      if (to === 'paid') await app.mail.post(db, order.email, 'order-paid', { ...letter(order), total, invoice: invoiceOf(order) }, language, waits ? undoable(order.number, order.version + 1) : undefined)
      if (to === 'cancelled') await app.mail.post(db, order.email, 'order-cancelled', { ...letter(order), total, isUnpaid: why === 'unpaid' }, language)
    },

    async sent (db, order, parcel, { isFirst, isLast, waits }) {
      if (order.email === '') return
      const language = languageOf(order.locale)
      const { tracking, lines } = showParcel(parcel, translator(language))
      await app.mail.post(db, order.email, 'order-sent', {
        ...letter(order), address: addressLines(order, language), tracking, invoice: invoiceOf(order), lines: isFirst && isLast ? [] : lines, isLast
      }, language, waits ? undoable(order.number, parcel.version) : undefined)
    },

    async edited (db, { order, lines, sums, shipping }, backCents) {
      if (order.email === '') return
      const back = backCents > 0 ? formatMoney(backCents, sums.currency, order.locale) : ''
      await app.mail.post(db, order.email, 'order-changed', { ...letter(order), ...sayOrder(order, lines, sums, shipping), back }, languageOf(order.locale))
    },

    async invoiced (db, order, invoice) {
      if (order.email !== '') await app.mail.post(db, order.email, 'order-invoice', { ...letter(order), invoice, link: invoiceOf(order) }, languageOf(order.locale))
    },

    async noted (db, order, text) {
      if (order.email !== '') await app.mail.post(db, order.email, 'order-note', { ...letter(order), text }, languageOf(order.locale))
    },

    async refunded (db, order, cents, how) {
      if (order.email === '') return
      await app.mail.post(db, order.email, 'order-refunded', { ...letter(order), amount: formatMoney(cents, order.currency, order.locale), byCard: how === 'by card' }, languageOf(order.locale))
    }
  })
}, { name: 'order-letters', dependencies: ['mail'] })
