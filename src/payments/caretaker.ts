import type { FastifyInstance } from 'fastify'
import type { OrderId } from '../orders/queries.ts'
import { transaction } from '../plugins/database.ts'
import { jobDone } from '../plugins/signals.ts'
import { ProviderRefused, type PaymentProvider, type PaymentReport, type RefundReport } from './provider.ts'
import { claimPayment, listDuePayments, saveClosed } from './queries.ts'
import { claimRefund, listDueRefunds, type RefundId } from './refund-queries.ts'
import { release } from './settle.ts'

export const SETTLE_PAYMENTS = 'settle payments'

const AT_ONCE = 5

interface Answers {
  settled (report: PaymentReport): Promise<void>
  refunded (report: RefundReport): Promise<void>
}

/**
 * Looks after what a crash, a lost answer or a shopper who went away has left: asks what became of payments, releases orders
 * that were not paid, closes pages that nobody should pay on, and sends refunds. Every process may do so at any time: each
 * row is claimed by one of them, and is due again should that one die.
 */
export class Caretaker {
  readonly #app: FastifyInstance
  readonly #provider: PaymentProvider | undefined
  readonly #answers: Answers
  #running: Promise<void> | undefined
  #again = false
  #closing = false

  constructor (app: FastifyInstance, provider: PaymentProvider | undefined, answers: Answers) {
    this.#app = app
    this.#provider = provider
    this.#answers = answers
  }

  lookSoon (): void {
    this.lookAfter().catch(() => {}) // it never throws
  }

  /** Resolves when all that is due was tried, with what became due meanwhile. It never throws. */
  lookAfter (): Promise<void> {
    this.#again = true
    this.#running ??= this.#run(this.#provider).finally(() => { this.#running = undefined })
    return this.#running
  }

  /** Resolves when nothing is under way any more. */
  async close (): Promise<void> {
    this.#closing = true
    await this.#running
  }

  async #run (provider: PaymentProvider | undefined): Promise<void> {
    if (!provider) return
    while (this.#again && !this.#closing) {
      this.#again = false
      try {
        const payments = await listDuePayments(this.#app.db, AT_ONCE)
        await Promise.all(payments.map(payment => this.#tried('a payment was not looked after', () => this.#lookAt(provider, payment))))
        const refunds = await listDueRefunds(this.#app.db, AT_ONCE)
        await Promise.all(refunds.map(refund => this.#tried('a refund was not sent', () => this.#send(provider, refund))))
        this.#again ||= payments.length === AT_ONCE || refunds.length === AT_ONCE
        this.#app.mail.deliverSoon()
        jobDone.tell({ job: SETTLE_PAYMENTS, failed: false })
      } catch (error) {
        this.#app.log.warn({ err: error }, 'payments cannot be read; they wait')
        jobDone.tell({ job: SETTLE_PAYMENTS, failed: true })
      }
    }
  }

  /** One that was paid is settled, though nobody told; one whose time is over is closed at the provider first, and released then. */
  async #lookAt (provider: PaymentProvider, id: OrderId): Promise<void> {
    const payment = await claimPayment(this.#app.db, id)
    if (!payment) return
    const { reference, state, isOver } = payment
    if (reference !== null) {
      const report = await provider.find(reference)
      if (report.state !== 'open') await this.#answers.settled(report)
      else if (state === 'waiting' && !isOver) return
      else if (!await provider.end(reference)) return // somebody is just paying: it is asked about again
    }
    if (state === 'ended') return saveClosed(this.#app.db, payment)
    if (state === 'waiting' && isOver) await transaction(this.#app.db, db => release(this.#app, db, payment))
  }

  async #send (provider: PaymentProvider, id: RefundId): Promise<void> {
    const refund = await claimRefund(this.#app.db, id)
    if (!refund) return
    const { refundId, number: orderNumber, charge, amountCents, reference, attempts } = refund
    await this.#answers.refunded(reference === null
      ? await provider.refund({ refundId, orderNumber, charge, amountCents }, attempts > 1)
      : await provider.findRefund(reference))
  }

  async #tried (what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      // What it refuses, it will refuse again: a page of other keys, say. The goods stay held until somebody cancels the order.
      if (error instanceof ProviderRefused) this.#app.log.error({ err: error }, `${what}: the provider refuses it, so somebody has to look`)
      else this.#app.log.warn({ err: error }, `${what}; it is tried again`)
    }
  }
}
