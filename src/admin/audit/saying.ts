import { sayAction } from './action.ts'
import type { Outcome } from './filter.ts'
import type { ListedEntry, WholeEntry } from './queries.ts'

export const OUTCOME_NAMES: Readonly<Record<Outcome, string>> = { changed: 'Changed', allowed: 'Allowed', refused: 'Refused' }

/** How the dot and the word of an order are painted for an entry. */
const COLOURS: Readonly<Record<Outcome, string>> = { changed: 'delivered', allowed: 'placed', refused: 'cancelled' }

/** Of a value no more is shown. */
const MOST_SHOWN = 500
const MOST_FIELDS = 100

/** `words`: what was wanted; the route itself where there are none for it. */
export type DescribedEntry = ListedEntry & { words: string, outcomeName: string, colour: string, url: string, rowUrl: string | null }

export function describeEntry (entry: ListedEntry): DescribedEntry {
  return { ...entry, words: sayAction(entry.action) || entry.action, outcomeName: OUTCOME_NAMES[entry.outcome], colour: COLOURS[entry.outcome], url: `/admin/audit/${entry.auditId}`, rowUrl: rowUrl(entry) }
}

const PAGES: Readonly<Partial<Record<string, string>>> = {
  order: '/admin/orders/', product: '/admin/products/', customer: '/admin/customers/', promotion: '/admin/coupons/', return: '/admin/returns/', review: '/admin/reviews/'
}

/** The page of the row that it is about; null where there is none. */
function rowUrl ({ kind, key }: ListedEntry): string | null {
  if (kind === 'setting') return key.startsWith('delivery/') ? `/admin/settings/${key}` : key === 'shop' ? '/admin/settings' : `/admin/settings/${key}`
  const page = PAGES[kind]
  return page === undefined || key === '' ? null : page + encodeURIComponent(key)
}

export interface ShownChange { field: string, before: string, after: string }

/** The fields that differ, side by side. */
export function showChanges ({ before, after }: WholeEntry): ShownChange[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].slice(0, MOST_FIELDS)
  return fields.map(field => ({ field: shorten(field), before: showValue(before?.[field]), after: showValue(after?.[field]) }))
}

function showValue (value: unknown): string {
  if (value === undefined || value === null || value === '') return ''
  return shorten(typeof value === 'string' ? value : JSON.stringify(value))
}

function shorten (text: string): string {
  const letters = [...text.slice(0, 2 * MOST_SHOWN + 1)]
  return letters.length > MOST_SHOWN ? `${letters.slice(0, MOST_SHOWN).join('')}…` : text
}
