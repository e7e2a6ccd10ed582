import { Type } from 'typebox'

/** For lists whose pages have numbers: short ones, since the rows before a page are counted off. */
export const PageNumber = Type.Optional(Type.String({ maxLength: 6 }))

/** The number of a page as an address has it; what is none is the first. */
export function parsePage (text: string | undefined): number {
  return /^[1-9]\d{0,4}$/.test(text ?? '') ? Number(text) : 1
}

/** Where the rows of a page begin, and how many to ask for: one more than are shown. */
export function rowsOf (page: number, size: number): { offset: number, limit: number } {
  return { offset: (page - 1) * size, limit: size + 1 }
}

/**
 * The pages beside this one, by their addresses, and which rows these are: `51–100 of 312`. Of a list of one page that is not said.
 * found: as many rows as were asked for or fewer; total: how many there are, in words, where that is known.
 */
export function pagesOf (page: number, size: number, found: number, url: (page: number) => string, total = ''): { range: string, previous: string | null, next: string | null } {
  const hasMore = found > size
  const before = (page - 1) * size
  const last = before + Math.min(found, size)
  const all = hasMore ? total : String(last)
  return {
    range: found > 0 && (page > 1 || hasMore) ? `${before + 1}–${last}${all && ` of ${all}`}` : '',
    previous: page > 1 ? url(page - 1) : null,
    next: hasMore ? url(page + 1) : null
  }
}
