import { describeChanges } from './changes.ts'
import type { ReadOrder } from './read.ts'
import { describeEvent, describeNote, describeParcel, describeRefund, describeUndone, type DescribedEvent } from './saying.ts'

/** All that has happened with an order, the latest first. */
export function historyOf (order: ReadOrder, locale: string): DescribedEvent[] {
  const steps = new Set(order.events.map(({ version }) => version))
  return [
    ...order.events.map(describeEvent),
    ...order.events.filter(({ undoneVersion }) => undoneVersion !== null).map(describeUndone),
    ...order.parcels.filter(({ version }) => !steps.has(version)).map(describeParcel), // the last one is a step
    ...order.refunds.map(each => describeRefund(each, order.currency, locale)),
    ...order.changes.map(each => describeChanges(each, order.currency, locale)),
    ...order.notes.map(describeNote)
  ].toSorted((a, b) => b.version - a.version || b.at.getTime() - a.at.getTime())
}
