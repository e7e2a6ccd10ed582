import type { FastifyInstance } from 'fastify'
import { issueInvoice } from '../invoices/issue.ts'
import type { Db } from '../plugins/database.ts'
import { NO_TRACKING, type Tracking } from './carriers.ts'
import { saveVersion, type Step, type VersionedOrder } from './change-queries.ts'
import { leftToSend, type Pieces } from './parcel.ts'
import { listParcels, saveParcel, saveParcelLines } from './parcel-queries.ts'
import { listOrderLines } from './queries.ts'

/** What goes into a parcel; without `pieces`, all that is left. */
export interface ParcelWanted {
  readonly pieces?: Pieces | undefined
  readonly tracking?: Tracking | undefined
}

/**
 * Sends a part of an order that is packed, within a transaction that has it locked: it stays packed, and the shopper is told. What
 * makes it the whole order is a step to `sent` (`changeStatus`). Its invoice is due with the first parcel.
 */
export async function sendPart (app: FastifyInstance, db: Db, order: VersionedOrder, wanted: ParcelWanted, actor: Step['actor']): Promise<void> {
  await writeParcel(app, db, order, await saveVersion(db, order), wanted, actor)
  await issueInvoice(db, order, app.seller, new Date())
}

/** Writes down the parcel that `version` of an order sends, and tells the shopper. In the transaction of that step. */
export async function writeParcel (app: FastifyInstance, db: Db, order: VersionedOrder, version: number, { pieces, tracking = NO_TRACKING }: ParcelWanted, actor: Step['actor']): Promise<void> {
  const [lines, earlier] = [await listOrderLines(db, order), await listParcels(db, order)]
  const left = leftToSend(lines, earlier)
  const position = earlier.length + 1
  await saveParcel(db, order, { ...tracking, position, version, actorName: actor.name })
  await saveParcelLines(db, order, position, pieces ?? left)
  const parcels = await listParcels(db, order)
  const parcel = parcels.find(each => each.position === position)
  if (parcel) await app.orderLetters.sent(db, order, parcel, { isFirst: position === 1, isLast: leftToSend(lines, parcels).size === 0, waits: actor.shopperId !== null })
}
