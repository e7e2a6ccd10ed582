import { formatMoney } from '../../../money.ts'
import { backOf } from '../../../orders/edit/back.ts'
import type { Planned } from '../../../orders/edit/edit.ts'
import { sayChanges, snapshotOf } from '../../../orders/edit/snapshot.ts'
import type { PaidLine } from '../../../orders/order.ts'
import type { ReadOrder } from '../read.ts'
import { digestOf } from './form.ts'

/** What a change comes to, before it is made. */
export interface Preview {
  changes: string[]
  sums: Array<{ name: string, before: string, after: string, isTotal: boolean }>
  /** `€12.00 less than before.` */
  difference: string
  /** What follows: money that goes back, another invoice, a letter. */
  follows: string[]
  digest: string
}

/** Undefined where nothing would be different. */
export function previewOf (order: ReadOrder, lines: readonly PaidLine[], plan: Planned, invoice: string, locale: string): Preview | undefined {
  const after = snapshotOf({ ...order, ...plan.delivery, ...plan.totals }, plan.lines)
  const changes = sayChanges(snapshotOf(order, lines), after, order.currency, locale)
  if (changes.length === 0) return undefined
  const money = (cents: number): string => formatMoney(cents, order.currency, locale)
  const delivery = (cents: number): string => cents === 0 ? 'Free' : money(cents)
  const sum = (name: string, before: number, now: number, isTotal = false) => ({ name, before: money(before), after: money(now), isTotal })
  return {
    changes,
    sums: [
      sum('Subtotal', order.subtotalCents, plan.totals.subtotalCents),
      ...plan.discounts.filter(({ beforeCents, cents }) => beforeCents > 0 || cents > 0).map(({ name, beforeCents, cents }) => sum(name, -beforeCents, -cents)),
      { ...sum('Delivery', order.deliveryCents, plan.totals.deliveryCents), before: delivery(order.deliveryCents), after: delivery(plan.totals.deliveryCents) },
      sum('Total', order.totalCents, plan.totals.totalCents, true),
      sum('Includes VAT', order.taxCents, plan.totals.taxCents)
    ],
    difference: sayDifference(plan.totals.totalCents - order.totalCents, money),
    follows: sayFollows(order, lines, plan, invoice, money),
    digest: digestOf(plan)
  }
}

function sayDifference (cents: number, money: (cents: number) => string): string {
  if (cents === 0) return 'It costs as much as before.'
  return cents > 0 ? `It costs ${money(cents)} more than before.` : `It costs ${money(-cents)} less than before.`
}

function sayFollows ({ isPaid, money: { charge, refundableCents }, refundLines, totalCents, name, email }: ReadOrder, before: readonly PaidLine[], { lines, totals, discounts }: Planned, invoice: string, money: (cents: number) => string): string[] {
  const backCents = isPaid ? backOf(totalCents - totals.totalCents, refundableCents, before, lines, refundLines) : 0
  return [
    ...discounts.flatMap(discount => sayDiscount(discount)),
    ...backCents > 0 ? [charge === null ? `You then have to refund ${money(backCents)} by hand.` : `${money(backCents)} is refunded to the card.`] : [],
    ...invoice === '' ? [] : [`Invoice ${invoice} is replaced by another one, which names it.`],
    ...email === '' ? [] : [`${name} is told by e-mail.`]
  ]
}

function sayDiscount ({ name, beforeCents, cents, isCapped }: Planned['discounts'][number]): string[] {
  if (isCapped && beforeCents > 0) return [`The shop has “${name}” no more: it takes off as much as before${cents < beforeCents ? ', as far as the items go' : ''}.`]
  if (beforeCents > 0 && cents === 0) return [`“${name}” does not apply any more.`]
  return beforeCents === cents ? [] : [`“${name}” is worked out anew.`]
}
