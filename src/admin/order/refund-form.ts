import { randomUUID } from 'node:crypto'
import type { FieldErrors } from '../../accounts/forms.ts'
import { formatMoney } from '../../money.ts'
import type { ReadOrder } from './page.ts'

/** A refund as it was typed, and what is wrong with it. */
export interface TypedRefund {
  amount: string
  reason: string
  key: string
  errors: FieldErrors
}

export interface ShownRefundForm {
  /** False where there is nothing left to refund. */
  isOpen: boolean
  /** What came, and what of it is left, ready to read. */
  paid: string
  left: string
  byHand: boolean
  amount: string
  reason: string
  key: string
  /** Refunds that somebody has to send: their ids, with the amounts. */
  toSend: Array<{ refundId: string, amount: string, reason: string }>
}

/** `12.50`, or `12,50`, in minor units; undefined for what is no sum of money. */
export function parseAmount (typed: string): number | undefined {
  const [, whole = '', part = ''] = /^(\d{1,7})(?:[.,](\d{1,2}))?$/.exec(typed.trim()) ?? []
  return whole === '' ? undefined : Number(whole) * 100 + Number(part.padEnd(2, '0'))
}

export function refundForm (order: ReadOrder, typed: TypedRefund | undefined, locale: string): ShownRefundForm {
  const { money: { paidCents, refundableCents, charge }, refunds, currency } = order
  const say = (cents: number): string => formatMoney(cents, currency, locale)
  return {
    isOpen: refundableCents > 0,
    paid: say(paidCents),
    left: say(refundableCents),
    byHand: charge === null,
    amount: typed?.amount ?? (refundableCents / 100).toFixed(2),
    reason: typed?.reason ?? '',
    key: typed?.key ?? randomUUID(),
    toSend: refunds.filter(refund => refund.state === 'failed' || (refund.state === 'requested' && refund.charge === null))
      .map(({ refundId, amountCents, reason }) => ({ refundId, amount: say(amountCents), reason }))
  }
}
