import type { FastifyInstance } from 'fastify'
import { saveOrderTaxes } from '../../checkout/queries.ts'
import { replaceInvoice } from '../../invoices/issue.ts'
import { lockPayment } from '../../payments/queries.ts'
import { listRefundLines } from '../../payments/refund-queries.ts'
import { readMoney } from '../../payments/refunds.ts'
import type { Db } from '../../plugins/database.ts'
import { SHIPPING_NAMES } from '../../pricing/delivery.ts'
import { showTaxes } from '../../pricing/saying.ts'
import { saveRestocked, saveStockTaken, type Why } from '../../stock/queries.ts'
import { lockOrder, saveVersion, type Step, type VersionedOrder } from '../change-queries.ts'
import { isCancellable, type PaidLine } from '../order.ts'
import { backOf } from './back.ts'
import type { Planned } from './edit.ts'
import { deleteOrderTaxes, deleteOtherLines, saveChange, saveEditedLines, saveEditedOrder, savePromotionCents } from './queries.ts'
import { snapshotOf } from './snapshot.ts'

/** Nothing was changed. `overtaken`: somebody was quicker; `stock`: there are fewer of `sku`; `dearer`: it is paid, and would cost more. */
export class EditRefused extends Error {
  readonly why: 'overtaken' | 'stock' | 'dearer'
  readonly sku: string
  constructor (why: EditRefused['why'], sku = '') {
    super('the order was not changed')
    this.why = why
    this.sku = sku
  }
}

export interface ToSave {
  /** As it was when the plan was made. */
  readonly order: VersionedOrder
  readonly lines: readonly PaidLine[]
  readonly plan: Planned
  readonly actor: Step['actor']
}

/**
 * Makes an order what was planned, in the transaction of `db`: order, payment and stock are locked in this order. What a paid order
 * costs less goes back (sent by `app.payments.lookSoon()` after the commit), an invoice is replaced, and the shopper is told.
 * Throws `EditRefused`. Returns how much goes back, in minor units.
 */
export async function saveEdit (app: FastifyInstance, db: Db, { order, lines, plan, actor }: ToSave): Promise<number> {
  const locked = await lockOrder(db, order)
  if (locked?.version !== order.version || !isCancellable(locked.status)) throw new EditRefused('overtaken')
  if ((await lockPayment(db, order))?.state === 'waiting') throw new EditRefused('overtaken')
  const { paidCents, refundableCents } = await readMoney(db, locked)
  const cheaperCents = paidCents > 0 ? order.totalCents - plan.totals.totalCents : 0
  if (cheaperCents < 0) throw new EditRefused('dearer')

  await moveStock(db, lines, plan.lines, { orderNumber: order.number, actor })
  const version = await saveVersion(db, order)
  await saveWhole(db, order, plan, cheaperCents)
  const after = { ...locked, ...plan.delivery, ...plan.totals }
  await saveChange(db, order, { version, before: snapshotOf(locked, lines), after: snapshotOf(after, plan.lines), actor })
  const backCents = backOf(cheaperCents, refundableCents, lines, plan.lines, await listRefundLines(db, order))
  if (backCents > 0) await app.payments.refund(db, order, { cents: backCents, reason: 'The order was changed', actor, key: `edit/${version}` })
  await tell(app, db, after, plan, backCents)
  await replaceInvoice(db, order, app.seller, new Date())
  return backCents
}

/** All that moves stock for a changed order, in the order of the SKUs, as it is taken everywhere. */
async function moveStock (db: Db, before: readonly PaidLine[], after: Planned['lines'], why: Omit<Why, 'kind'>): Promise<void> {
  const [had, has] = [before, after].map(lines => new Map(lines.map(({ sku, quantity }) => [sku, quantity])))
  const skus = [...new Set([...had?.keys() ?? [], ...has?.keys() ?? []])].sort()
  for (const sku of skus) {
    const more = (has?.get(sku) ?? 0) - (had?.get(sku) ?? 0)
    if (more > 0 && !await saveStockTaken(db, { sku, quantity: more }, { ...why, kind: 'sold' })) throw new EditRefused('stock', sku)
    if (more < 0) await saveRestocked(db, { sku, quantity: -more }, { ...why, kind: 'cancelled' })
  }
}

async function saveWhole (db: Db, order: VersionedOrder, plan: Planned, loweredCents: number): Promise<void> {
  await saveEditedOrder(db, order, plan, loweredCents)
  await deleteOtherLines(db, order, plan.lines.map(({ sku }) => sku))
  await saveEditedLines(db, order, plan.lines)
  await deleteOrderTaxes(db, order)
  await saveOrderTaxes(db, order, plan.taxes)
  await savePromotionCents(db, order, plan.discounts)
}

async function tell (app: FastifyInstance, db: Db, after: VersionedOrder, { lines, taxes, discounts, delivery }: Planned, backCents: number): Promise<void> {
  const { subtotalCents, deliveryCents, totalCents, taxCents, currency, locale } = after
  const shown = discounts.filter(({ cents }) => cents > 0).map(({ name, code, cents }) => ({ name, code: code ?? '', cents }))
  const sums = { subtotalCents, discounts: shown, deliveryCents, totalCents, taxes: showTaxes(taxes, locale), taxCents, currency }
  await app.orderLetters.edited(db, { order: after, lines, sums, shipping: SHIPPING_NAMES[delivery.shipping] }, backCents)
}
