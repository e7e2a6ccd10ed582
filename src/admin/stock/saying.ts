import { daysLeft, stateOf, type EntryKind, type StockState } from '../../stock/stock.ts'
import { sayCount, sayMoment, sayMomentFully } from '../saying.ts'
import { STOCK_PARTS, stockUrl, type StockFilter, type StockSort } from './filter.ts'
import type { StockCounts, StockEntry, StockRow } from './queries.ts'
import type { Outcome } from './change.ts'

const STATES: Readonly<Record<StockState, { text: string, colour: string }>> = {
  out: { text: 'Sold out', colour: 'error' },
  low: { text: 'Low', colour: 'low' },
  enough: { text: 'Enough', colour: 'delivered' }
}

/** A row as a page shows it. */
export interface ShownStock extends StockRow { title: string, days: string, state: string, colour: string, waiting: number }

export function describeStock (row: StockRow, waiting = 0): ShownStock {
  const { text, colour } = STATES[stateOf(row)]
  return { ...row, title: titleOf(row), days: sayDays(daysLeft(row.available, row.sold)), state: text, colour, waiting }
}

/** `Dipped mug, Slate`, or the SKU of what the catalogue does not know. */
export function titleOf ({ name, label, sku }: Pick<StockRow, 'name' | 'label' | 'sku'>): string {
  return [name || sku, label].filter(Boolean).join(', ')
}

function sayDays (days: number | undefined): string {
  return days === undefined ? '—' : days.toLocaleString('en')
}

const KINDS: Readonly<Record<EntryKind, string>> = {
  opening: 'First stock', sold: 'Sold', cancelled: 'Order cancelled', returned: 'Sent back', adjusted: 'Changed by hand', counted: 'Counted'
}

export function describeEntry (entry: StockEntry, now: Date, locale: string) {
  return { ...entry, kindName: KINDS[entry.kind], change: saySigned(entry.delta), when: sayMoment(entry.at, now, locale), whenFully: sayMomentFully(entry.at, now, locale) }
}

/** `+5`, `−3` with the sign of a minus, `0`. */
export function saySigned (delta: number): string {
  return delta === 0 ? '0' : `${delta < 0 ? '−' : '+'}${Math.abs(delta).toLocaleString('en')}`
}

const PARTS: Readonly<Record<StockFilter['show'], string>> = { all: 'All', low: 'Low', out: 'Sold out', unsold: 'Never sold' }

export function tabsOf (filter: StockFilter, counts: StockCounts): Array<{ text: string, url: string, current: boolean, count: string }> {
  return STOCK_PARTS.map(show => ({ text: PARTS[show], url: stockUrl({ ...filter, show }), current: show === filter.show, count: sayCount(counts[show], 'en') }))
}

export const SORT_NAMES: Readonly<Record<StockSort, string>> = {
  'days-asc': 'Fewest days left', 'available-asc': 'Fewest in stock', 'available-desc': 'Most in stock', 'sold-desc': 'Sells most', 'name-asc': 'Name'
}

/** What an empty list says. */
export function sayNone ({ q, show }: StockFilter): string {
  if (q) return 'No item has this in its SKU or its name.'
  return { all: 'There is no stock yet.', low: 'There is enough of everything.', out: 'Nothing is sold out.', unsold: 'Everything has been sold at least once.' }[show]
}

/** What was done, as the next page says it. */
export function sayDone (title: string, { delta, available }: Outcome, kind: 'adjusted' | 'counted'): string {
  const change = delta === 0 ? 'as many as the ledger says' : `${Math.abs(delta).toLocaleString('en')} ${delta > 0 ? 'more' : 'fewer'}${kind === 'counted' ? ' than the ledger said' : ''}`
  return `${title}: ${change}. ${available.toLocaleString('en')} in stock now.`
}

/** Why nothing was done. */
export function sayRefused ({ outcome, available }: Outcome): string {
  return outcome === 'too many'
    ? 'That is more than can be kept here'
    : `There are only ${available.toLocaleString('en')}: so many can be taken away, and no more`
}

/** What was done when the form was sent before, with something else in it. */
export function saySent ({ delta, available }: Outcome): string {
  return `This form was sent before: ${saySigned(delta)}, which made it ${available.toLocaleString('en')}. Nothing more was changed. Save again if this is meant as well`
}

/** What a counter should know when the stock moved while they counted: `first` is the first entry after they began. */
export function sayMoved (available: number, first: StockEntry | undefined): string {
  return `${sayBothNumbers(available, first)}. See below what happened, and say again how many there are now`
}

/** The same where no ledger is on the page. */
export function sayMovedBriefly (available: number, first: StockEntry | undefined): string {
  return `${sayBothNumbers(available, first)}. Say again how many there are now`
}

function sayBothNumbers (available: number, first: StockEntry | undefined): string {
  const before = first ? first.balance - first.delta : available
  return `When you opened the page there were ${before.toLocaleString('en')}, and now there are ${available.toLocaleString('en')}`
}
