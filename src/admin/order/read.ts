import type { FastifyInstance } from 'fastify'
import { listChanges, type OrderChange } from '../../orders/edit/queries.ts'
import { findVersionedOrder, type VersionedOrder } from '../../orders/change-queries.ts'
import { listNotes, type OrderNote } from '../../orders/note-queries.ts'
import type { Parcel } from '../../orders/parcel.ts'
import { listParcels } from '../../orders/parcel-queries.ts'
import { findOrderId } from '../../orders/queries.ts'
import { findPayment } from '../../payments/queries.ts'
import { listRefundLines, listRefunds, sumWaived, type Refund, type RefundLine } from '../../payments/refund-queries.ts'
import { moneyOf, type Money } from '../../payments/refunds.ts'
import { listEvents, type OrderEvent } from './queries.ts'

export interface ReadOrder extends VersionedOrder {
  /** The latest first; also those that were taken back. */
  readonly events: readonly OrderEvent[]
  readonly isPaid: boolean
  readonly refunds: readonly Refund[]
  /** Of those that are for certain pieces. */
  readonly refundLines: readonly RefundLine[]
  readonly notes: readonly OrderNote[]
  readonly changes: readonly OrderChange[]
  readonly parcels: readonly Parcel[]
  readonly hasParcels: boolean
  readonly money: Money
  /** Until then the goods are held for a payment by card; null where none is awaited. */
  readonly payBy: Date | null
}

/** An order with its history. What somebody does between the statements is not of this version. */
export async function readOrder (app: FastifyInstance, number: string): Promise<ReadOrder | undefined> {
  const { db } = app
  const id = await findOrderId(db, number)
  const order = id && await findVersionedOrder(db, id)
  if (!order) return undefined
  const [events, refunds, payment, waivedCents, refundLines, notes, changes, parcels] = await Promise.all([
    listEvents(db, order), listRefunds(db, order), findPayment(db, order), sumWaived(db, order), listRefundLines(db, order),
    listNotes(db, order), listChanges(db, order), listParcels(db, order)
  ])
  const known = <Row extends { version: number }>(rows: readonly Row[]): Row[] => rows.filter(({ version }) => version <= order.version)
  const steps = known(events).map(event => (event.undoneVersion ?? 0) > order.version ? { ...event, undoneVersion: null } : event)
  const isPaid = steps.some(({ toStatus, undoneVersion }) => toStatus === 'paid' && undoneVersion === null)
  return {
    ...order,
    events: steps,
    isPaid,
    refunds: known(refunds),
    refundLines,
    notes,
    changes: known(changes),
    parcels: known(parcels),
    hasParcels: known(parcels).length > 0,
    money: moneyOf(order, isPaid, payment, known(refunds), waivedCents),
    payBy: payment?.state === 'waiting' ? payment.payBy : null
  }
}
