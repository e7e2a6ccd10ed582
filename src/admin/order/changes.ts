import type { Currency } from '../../money.ts'
import { formatMoney } from '../../money.ts'
import type { OrderChange } from '../../orders/edit/queries.ts'
import { sayChanges } from '../../orders/edit/snapshot.ts'
import type { DescribedEvent } from './saying.ts'

/** A change as a step of its order. */
export function describeChanges ({ version, at, actorName, before, after }: OrderChange, currency: Currency, locale: string): DescribedEvent {
  const money = (cents: number): string => formatMoney(cents, currency, locale)
  const total = before.totalCents === after.totalCents ? [] : [`Total: ${money(before.totalCents)} → ${money(after.totalCents)}`]
  return { version, at, actorName, from: '', to: 'Order changed', did: 'changed the order', note: '', lines: [...sayChanges(before, after, currency, locale), ...total], isUndone: false, isStep: false }
}
