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

/** The pages beside this one, by their addresses. */
export function pagesOf (page: number, hasMore: boolean, url: (page: number) => string): { previous: string | null, next: string | null } {
  return { previous: page > 1 ? url(page - 1) : null, next: hasMore ? url(page + 1) : null }
}
