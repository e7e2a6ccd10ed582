import { listUrl, type ListQuery } from './listing.ts'

export interface Page<T> {
  items: T[]
  /** Of all pages. */
  total: number
  /** From 1. */
  number: number
  /** At least 1. */
  count: number
}

/** One page of a list. Asked for a page behind the last, it gives the last. */
export function pageOf<T> (items: readonly T[], number: number, size: number): Page<T> {
  const count = Math.max(1, Math.ceil(items.length / size))
  const shown = Math.min(number, count)
  return { items: items.slice((shown - 1) * size, shown * size), total: items.length, number: shown, count }
}

export interface PageLink {
  /** Undefined stands for pages that are left out. */
  number?: number
  url?: string
  current?: boolean
}

/** Links to the first, the last and the neighbouring pages. */
export function pageLinks (query: ListQuery, { number, count }: Page<unknown>): PageLink[] {
  const links: PageLink[] = []
  for (let page = 1; page <= count; page++) {
    if (page === 1 || page === count || Math.abs(page - number) <= 1) {
      links.push({ number: page, url: listUrl(query, { page }), current: page === number })
    } else if (links.at(-1)?.number !== undefined) {
      links.push({})
    }
  }
  return links
}
