import { onceFor } from '../kept.ts'
import type { Catalog, Product } from './catalog.ts'

const MAX_LENGTH = 100
const MAX_WORDS = 10

/** What somebody typed into a search box, fit for Postgres and for a page: at most 100 characters, no control characters, no half characters. */
export function parseWords (text: string): string {
  // Cut before the half characters go: the cut may make one.
  return text.slice(0, MAX_LENGTH).replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim().normalize('NFC')
}

/** The words alone, in lower case: letters and digits, at most ten. */
export function splitWords (text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, MAX_WORDS)
}

const MOST_NAMED = 200
const SHORTEST_PART = 4

/** Products whose names have, for each word, one that it is a part of. Nothing where something else than words was typed. From memory. */
export function namedWith (catalog: Catalog, text: string): Product[] {
  const parts = splitWords(text)
  if (/[^\p{L}\p{N} ]/u.test(text) || parts.some(part => part.length < SHORTEST_PART)) return []
  return catalog.products.filter(product => parts.every(part => nameWords(product).some(word => word.includes(part)))).slice(0, MOST_NAMED)
}

/** Products whose names have, for each word, a word that begins with it; in German, where names are written together, also one that goes on with it. From memory. */
export function suggestProducts (catalog: Catalog, text: string, limit: number): Product[] {
  const beginnings = splitWords(text)
  if (beginnings.length === 0) return []
  const found: Product[] = []
  const isCompound = catalog.language === 'de'
  for (const product of catalog.products) {
    const words = nameWords(product)
    const isBegun = (asked: string): boolean => words.some(word => word.startsWith(asked) || (isCompound && asked.length >= SHORTEST_PART && word.includes(asked)))
    if (beginnings.every(isBegun)) found.push(product)
    if (found.length === limit) break
  }
  return found
}

/** The words of its name. Kept: it is asked at every key. */
export const nameWords = onceFor(({ name }: Product): string[] => splitWords(name))
