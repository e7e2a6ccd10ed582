import { randomUUID } from 'node:crypto'
import type { FieldErrors } from '../../accounts/forms.ts'
import { formatMoney } from '../../money.ts'
import { sayItem } from '../../orders/letter.ts'
import { isSent, type PaidLine } from '../../orders/order.ts'
import { piecesIn, sumOf, type Pieces } from '../../orders/parcel.ts'
import type { Refund } from '../../payments/refund-queries.ts'
import type { KeptReturn } from '../../returns/queries.ts'
import { refundOf } from '../../returns/return.ts'
import { parsePieces } from './parcels.ts'
import type { ReadOrder } from './read.ts'

/** A refund as it was typed, and what is wrong with it. */
export interface TypedRefund {
  amount: string
  reason: string
  key: string
  /** How many of each SKU it is for, as typed; and which of them are back on the shelf. */
  quantities: Readonly<Record<string, string>>
  restocked: ReadonlySet<string>
  /** For which pieces the amount was worked out; empty for none. */
  workedOut: string
  errors: FieldErrors
}

export interface ShownRefundForm extends Omit<TypedRefund, 'errors' | 'quantities' | 'restocked'> {
  /** False where there is nothing left to refund. */
  isOpen: boolean
  isTyped: boolean
  /** What came, and what of it is left, ready to read. */
  paid: string
  left: string
  byHand: boolean
  /** Only what has left can come back on the shelf. */
  canRestock: boolean
  lines: Array<{ sku: string, text: string, left: number, value: string, isRestocked: boolean, error: string }>
  /** Refunds that somebody has to send: their ids, with the amounts. */
  toSend: Array<{ refundId: string, amount: string, reason: string }>
}

/** The refunds of an order that somebody has to make: none goes out by itself. */
export function listByHand (refunds: readonly Refund[]): Refund[] {
  return refunds.filter(({ state, charge }) => state === 'failed' || (state === 'requested' && charge === null))
}

/** What those come to, ready to read; empty where there are none. */
export function sayByHand ({ refunds, currency }: Pick<ReadOrder, 'refunds' | 'currency'>, locale: string): string {
  const cents = listByHand(refunds).reduce((sum, { amountCents }) => sum + amountCents, 0)
  return cents === 0 ? '' : formatMoney(cents, currency, locale)
}

/** `12.50`, or `12,50`, in minor units; undefined for what is no sum of money. */
export function parseAmount (typed: string): number | undefined {
  const [, whole = '', part = ''] = /^(\d{1,7})(?:[.,](\d{1,2}))?$/.exec(typed.trim()) ?? []
  return whole === '' ? undefined : Number(whole) * 100 + Number(part.padEnd(2, '0'))
}

/** What of an order was paid back for certain pieces: by refunds, and by returns. */
export function paidBack ({ refundLines }: Pick<ReadOrder, 'refundLines'>, returns: readonly KeptReturn[]): Pieces {
  return piecesIn([...refundLines, ...returns.filter(({ state }) => state === 'received').flatMap(({ lines }) => lines)])
}

/** The pieces that a refund names, none where it is for a sum alone. */
export function refundedPieces (quantities: Readonly<Record<string, string>>, lines: readonly PaidLine[], earlier: Pieces): { pieces: Pieces, errors: Record<string, string> } {
  if (Object.values(quantities).every(typed => /^\s*0*\s*$/.test(typed))) return { pieces: new Map(), errors: {} }
  return parsePieces(quantities, new Map(lines.map(({ sku, quantity }) => [sku, Math.max(0, quantity - (earlier.get(sku) ?? 0))])))
}

/** What such pieces come to, in minor units: their price without what was taken off, and never more than is left of the money. */
export function worthOf (pieces: Pieces, lines: readonly PaidLine[], earlier: Pieces, { deliveryCents, money }: Pick<ReadOrder, 'deliveryCents' | 'money'>): number {
  return Math.min(refundOf(lines, earlier, pieces, deliveryCents), money.refundableCents)
}

/** Names pieces, so that a sum is only taken for those that it was worked out for. */
export function namePieces (pieces: Pieces): string {
  return [...pieces].map(([sku, quantity]) => `${quantity}.${sku}`).sort().join(' ')
}

export function sayAmount (cents: number): string {
  return (cents / 100).toFixed(2)
}

export function refundForm (order: ReadOrder, lines: readonly PaidLine[], returns: readonly KeptReturn[], typed: TypedRefund | undefined, locale: string): ShownRefundForm {
  const { money: { paidCents, refundableCents, charge }, refunds, currency, status } = order
  const say = (cents: number): string => formatMoney(cents, currency, locale)
  const earlier = paidBack(order, returns)
  const open = lines.map(line => ({ ...line, left: Math.max(0, line.quantity - (earlier.get(line.sku) ?? 0)) })).filter(({ left }) => left > 0)
  return {
    isOpen: refundableCents > 0,
    isTyped: typed !== undefined,
    paid: say(paidCents),
    left: say(refundableCents),
    byHand: charge === null,
    amount: typed?.amount ?? sayAmount(refundableCents),
    reason: typed?.reason ?? '',
    key: typed?.key ?? randomUUID(),
    workedOut: typed?.workedOut ?? '',
    canRestock: isSent(status),
    lines: open.map(({ left, ...line }) => ({
      sku: line.sku,
      text: sayItem(line),
      left,
      value: typed?.quantities[line.sku] ?? '0',
      isRestocked: typed?.restocked.has(line.sku) ?? false,
      error: String(typed?.errors[`quantity-${line.sku}`] ?? '')
    })),
    toSend: listByHand(refunds).map(({ refundId, amountCents, reason }) => ({ refundId, amount: say(amountCents), reason }))
  }
}

export function isNone (pieces: Pieces): boolean {
  return sumOf(pieces) === 0
}
