/** Why stock changed. `cancelled`: given back by an order that is over, also by one that was not paid in time. */
export const ENTRY_KINDS = ['opening', 'sold', 'cancelled', 'returned', 'adjusted', 'counted'] as const
export type EntryKind = typeof ENTRY_KINDS[number]

/** Few are left at this many, where nobody has said otherwise: the default of stock.low_at. */
export const LOW_AT = 5

/** From how many days the rate of sale is taken. */
export const RATE_DAYS = 28

/** For how many days the stock lasts at the rate of the last `RATE_DAYS`, rounded down; undefined where nothing sells. */
export function daysLeft (available: number, sold: number): number | undefined {
  return sold > 0 ? Math.floor(available * RATE_DAYS / sold) : undefined
}

export type StockState = 'out' | 'low' | 'enough'

export function stateOf ({ available, lowAt }: { available: number, lowAt: number }): StockState {
  if (available === 0) return 'out'
  return available <= lowAt ? 'low' : 'enough'
}

/** As many as a form may set. */
export const MOST_PIECES = 999_999

/** `+5`, `-3` or `7`, with any kind of minus: how many more or fewer. Undefined for what is no such number, and for 0. */
export function parseDelta (text: string): number | undefined {
  const [, sign, digits] = /^\s*([+\-−–]?)\s*(\d{1,6})\s*$/.exec(text) ?? []
  const count = Number(digits)
  if (digits === undefined || count === 0) return undefined
  return sign === '' || sign === '+' ? count : -count
}

/** A number of pieces, 0 or more; undefined for what is none. */
export function parseCount (text: string, most = MOST_PIECES): number | undefined {
  const count = /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : undefined
  return count !== undefined && count <= most ? count : undefined
}
