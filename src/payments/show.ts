import { phrase, type Phrase, type Words } from '../languages/translate.ts'
import { formatMoney, type Currency } from '../money.ts'
import type { Order } from '../orders/order.ts'
import type { Payment } from './queries.ts'
import type { Refund } from './refund-queries.ts'

/** Money that goes back, for the shopper. */
export interface ShownRefund {
  amount: string
  words: Phrase
  at: Date
}

/** What the page of an order says about its money. */
export interface ShownPayment {
  /** Until then it can be paid; null where nothing is awaited. */
  payBy: Date | null
  /** `24 minutes`; empty where nothing is awaited. */
  timeLeft: Words
  /** False where the shop takes no cards any more. */
  canPayByCard: boolean
  refunds: ShownRefund[]
}

const WORDS: Readonly<Record<Refund['state'], Phrase>> = {
  requested: phrase('On its way back to you'),
  pending: phrase('On its way back to you'),
  done: phrase('Sent back to you'),
  failed: phrase('Could not be sent back yet: we look after it')
}

export function showPayment ({ status, currency }: Pick<Order, 'status' | 'currency'>, payment: Payment | undefined, refunds: readonly Refund[], { takesCards, locale, now }: { takesCards: boolean, locale: string, now: Date }): ShownPayment {
  const payBy = status === 'placed' && payment?.state === 'waiting' ? payment.payBy : null
  return {
    payBy,
    timeLeft: payBy ? sayMinutes(payBy.getTime() - now.getTime()) : '',
    canPayByCard: takesCards,
    refunds: refunds.map(refund => showRefund(refund, currency, locale))
  }
}

/** Rounded down: who is told so much has it. */
function sayMinutes (ms: number): Phrase {
  const count = Math.max(0, Math.floor(ms / 60_000))
  return count < 1 ? phrase('minute at most') : phrase('{count, plural, one {# minute} other {# minutes}}', { count })
}

function showRefund ({ amountCents, state, requestedAt, settledAt }: Refund, currency: Currency, locale: string): ShownRefund {
  return { amount: formatMoney(amountCents, currency, locale), words: WORDS[state], at: settledAt ?? requestedAt }
}
