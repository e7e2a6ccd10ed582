import { randomUUID } from 'node:crypto'
import { saveVersion, type Step, type VersionedOrder } from '../orders/change-queries.ts'
import { wasPaid } from '../orders/order.ts'
import { listOrderEvents, type OrderId } from '../orders/queries.ts'
import type { Db } from '../plugins/database.ts'
import { findPayment, saveEnded, type Payment } from './queries.ts'
import type { PaymentReport } from './provider.ts'
import { findRefundByKey, listRefunds, saveRefund, saveRefunded, sumWaived, type Refund } from './refund-queries.ts'

/** Not the person who cancelled: that one is named by the step beside it, and may be forgotten there. */
const CANCELLATION = { shopperId: null, name: 'Cancellation' }

/** What came for an order, and what of it has not gone back. Amounts are in minor units of the order's currency. */
export interface Money {
  paidCents: number
  refundableCents: number
  /** What refunds refer to at the provider; null where the money came by invoice. */
  charge: string | null
}

/** Nothing was refunded: it is more than what is left of the money, or nothing at all. */
export class RefundRefused extends Error {
  readonly refundableCents: number
  constructor (refundableCents: number) {
    super('the refund is more than what is left')
    this.refundableCents = refundableCents
  }
}

export interface RefundWanted {
  /** Undefined: all that is left. */
  cents: number | undefined
  reason: string
  actor: Step['actor']
  /** Names the reason: the same one again refunds nothing again. */
  key: string
  /** Of an invoice: somebody has sent the money back already. */
  isSent?: boolean
}

export interface Requested {
  refundId: string
  /** 0 where it was written down before. */
  amountCents: number
  /** There is nothing more to do. */
  isDone: boolean
}

/**
 * What of an order's money there is. Surplus, and what failed to go back, count for nothing. `waivedCents` was owed less already when
 * an invoice was paid, so it never came; what a change has taken off since did come.
 */
export function moneyOf (order: Pick<VersionedOrder, 'totalCents' | 'loweredCents'>, isPaid: boolean, payment: Payment | undefined, refunds: readonly Refund[], waivedCents: number): Money {
  const byCard = payment?.state === 'paid' ? payment : undefined
  const paidCents = byCard ? byCard.amountCents : isPaid ? order.totalCents + order.loweredCents - waivedCents : 0
  const refunded = refunds.filter(({ state, surplus }) => state !== 'failed' && !surplus).reduce((sum, { amountCents }) => sum + amountCents, 0)
  return { paidCents, refundableCents: Math.max(0, paidCents - refunded), charge: byCard?.charge ?? null }
}

export async function readMoney (db: Db, order: VersionedOrder): Promise<Money> {
  const [events, payment, refunds, waivedCents] = [await listOrderEvents(db, order), await findPayment(db, order), await listRefunds(db, order), await sumWaived(db, order)]
  return moneyOf(order, wasPaid(events), payment, refunds, waivedCents)
}

/**
 * Writes down that money goes back, in the transaction of its reason, which has the order locked.
 * `version`: of the step that this belongs to; without one it is a step of its own. Throws `RefundRefused`.
 */
export async function requestRefund (db: Db, order: VersionedOrder, { cents, reason, actor, key, isSent = false }: RefundWanted, version?: number): Promise<Requested> {
  const earlier = await findRefundByKey(db, order, key)
  if (earlier !== undefined) return { refundId: earlier, amountCents: 0, isDone: false }
  const { refundableCents, charge } = await readMoney(db, order)
  const amountCents = cents ?? refundableCents
  if (!Number.isSafeInteger(amountCents) || amountCents < 1 || amountCents > refundableCents) throw new RefundRefused(refundableCents)
  const refundId = randomUUID()
  const isDone = isSent && charge === null
  await saveRefund(db, order, {
    refundId, key, version: version ?? await saveVersion(db, order), state: isDone ? 'done' : 'requested', amountCents, surplus: false, charge, reason, actor
  })
  await saveRefunded(db, order)
  return { refundId, amountCents, isDone }
}

/** Money that came beside what was asked for goes back whole, once. The order is locked. */
export async function refundSurplus (db: Db, order: OrderId, { reference, charge, amountCents }: PaymentReport, reason: string, actor: Step['actor']): Promise<void> {
  const key = `surplus/${reference}`
  if (await findRefundByKey(db, order, key) !== undefined) return
  if (charge === undefined) throw new Error(`payment ${reference} has no charge to refund`)
  await saveRefund(db, order, { refundId: randomUUID(), key, version: await saveVersion(db, order), state: 'requested', amountCents, surplus: true, charge, reason, actor })
}

/** An order is cancelled, as `version`: nobody pays it any more, and what was paid goes back. In that transaction. */
export async function cancelPayment (db: Db, order: VersionedOrder, version: number): Promise<void> {
  await saveEnded(db, order)
  const { refundableCents } = await readMoney(db, order)
  if (refundableCents > 0) await requestRefund(db, order, { cents: undefined, reason: 'The order was cancelled', actor: CANCELLATION, key: `cancelled/${version}` }, version)
}
