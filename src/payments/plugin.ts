import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { findVersionedOrder, lockOrder } from '../orders/change-queries.ts'
import { guestLink } from '../orders/link.ts'
import { findOrderId, type OrderId } from '../orders/queries.ts'
import { transaction, type Db } from '../plugins/database.ts'
import { pruneRegularly } from '../plugins/jobs/regularly.ts'
import { jobPlanned } from '../plugins/signals.ts'
import { Caretaker, SETTLE_PAYMENTS } from './caretaker.ts'
import { ProviderRefused, type PaymentProvider, type PaymentReport, type ProviderEvent, type RefundReport } from './provider.ts'
import { deleteOldProviderEvents, findPayment, saveNextAttempt, savePage, saveProviderEvent, startPage } from './queries.ts'
import { saveRefundState } from './refund-queries.ts'
import { requestRefund, type RefundWanted } from './refunds.ts'
import { settle } from './settle.ts'

declare module 'fastify' {
  interface FastifyInstance { payments: Payments }
}

/** Money by card, asked for outside of the order's transaction and brought to where the provider says that it is. */
export interface Payments {
  /** Undefined where the shop takes no cards. */
  readonly provider: PaymentProvider | undefined
  /** So long the goods of an order are held for its money. */
  readonly holdMinutes: number
  /** The address at which an order is paid: the same one however often it is asked for. Undefined where there is nothing to pay. Throws when the provider is away. */
  pageOf (id: OrderId): Promise<string | undefined>
  /** Asks what became of an order's payment, for somebody who comes back from it. Never throws, and takes a few seconds at most. */
  askAbout (id: OrderId): Promise<void>
  /** Takes in what the provider tells by itself, once. */
  receive (event: ProviderEvent): Promise<void>
  /**
   * Sends money of an order back, by card or by hand as it came, in the transaction of `db`; returns the refund's id. It goes
   * out after the commit, with `lookSoon()`. Throws `RefundRefused` when that is more than what is left.
   */
  refund (db: Db, id: OrderId, wanted: RefundWanted): Promise<string>
  /** Looks after refunds and payments now. Nobody waits for it. */
  lookSoon (): void
  /** The same, and resolves when all that was due was tried. Never throws. */
  lookAfter (): Promise<void>
}

export interface PaymentOptions {
  provider: PaymentProvider | undefined
  holdMinutes: number
  secrets: readonly string[]
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
const LOOK_INTERVAL_MS = 15_000
const PRUNE_INTERVAL_MS = 60 * 60_000

/** `app.payments`. */
export default fp<PaymentOptions>(async (app, { provider, holdMinutes, secrets }) => {
  const caretaker = new Caretaker(app, provider, { settled, refunded })

  app.decorate('payments', {
    provider,
    holdMinutes,

    async pageOf (id) {
      const known = await findPayment(app.db, id)
      if (!provider || known?.state !== 'waiting' || known.payBy.getTime() <= Date.now()) return undefined
      if (known.pageUrl !== null) return known.pageUrl
      const [payment, order] = [await startPage(app.db, id), await findVersionedOrder(app.db, id)]
      if (!payment || !order) return (await findPayment(app.db, id))?.pageUrl ?? undefined
      try {
        const page = await provider.open({
          orderNumber: order.number,
          attempt: payment.attempt,
          amountCents: payment.amountCents,
          currency: payment.currency,
          email: order.email,
          description: `Order ${order.number}`,
          returnUrl: app.mail.link(`${order.guest ? `${guestLink(order.number, secrets)}&` : `/orders/${order.number}?`}returned=1`),
          endsAt: payment.pageEndsAt
        })
        return await savePage(app.db, payment, page) ? page.url : (await findPayment(app.db, id))?.pageUrl ?? undefined
      } catch (error) {
        if (error instanceof ProviderRefused) await saveNextAttempt(app.db, payment)
        throw error
      }
    },

    async askAbout (id) {
      const payment = await findPayment(app.db, id)
      if (!provider || payment?.state !== 'waiting' || payment.reference === null) return
      try {
        await settled(await provider.find(payment.reference, true))
      } catch (error) {
        app.log.warn({ err: error }, 'what became of a payment is not known yet')
      }
    },

    async receive (event) {
      await transaction(app.db, async db => {
        if (!await saveProviderEvent(db, event.eventId)) return
        if ('payment' in event) await settle(app, db, event.payment)
        else await writeRefund(app, db, event.refund)
      })
      app.mail.deliverSoon()
      caretaker.lookSoon()
    },

    async refund (db, id, wanted) {
      const order = await lockOrder(db, id)
      if (!order) throw new Error('there is no such order')
      const { refundId, amountCents, isDone } = await requestRefund(db, order, wanted)
      if (isDone) await app.orderLetters.refunded(db, order, amountCents, 'by hand')
      return refundId
    },

    lookSoon () { caretaker.lookSoon() },
    lookAfter: () => caretaker.lookAfter()
  })

  async function settled (report: PaymentReport): Promise<void> {
    await transaction(app.db, db => settle(app, db, report))
  }

  async function refunded (report: RefundReport): Promise<void> {
    await transaction(app.db, db => writeRefund(app, db, report))
  }

  if (!provider) return
  jobPlanned.tell({ job: SETTLE_PAYMENTS, everyMs: LOOK_INTERVAL_MS })
  const looking = setInterval(() => caretaker.lookSoon(), LOOK_INTERVAL_MS).unref()
  app.addHook('preClose', async () => {
    clearInterval(looking)
    await caretaker.close()
  })
  pruneRegularly(app, 'old events of the payment provider', PRUNE_INTERVAL_MS, limit => deleteOldProviderEvents(app.db, limit))
}, { name: 'payments', dependencies: ['database', 'mail', 'order-letters'] })

/** Brings a refund to where the provider says that it is; the shopper is told when the money is on its way. */
async function writeRefund (app: FastifyInstance, db: Db, report: RefundReport): Promise<void> {
  const id = await findOrderId(db, report.orderNumber)
  const order = id && await lockOrder(db, id)
  if (!order || !UUID.test(report.refundId)) return // whoever works in the provider's own pages can write what they like
  const refund = await saveRefundState(db, order, report)
  if (refund?.state === 'done') await app.orderLetters.refunded(db, order, refund.amountCents, 'by card')
  if (refund?.state === 'failed') app.log.error({ order: order.number, refund: report.refundId }, 'a refund failed: somebody has to send it by hand')
}
