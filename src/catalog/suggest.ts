import type { Catalog, Product } from './catalog.ts'
import { correctWords } from './corrections.ts'
import { splitWords, suggestProducts } from './words.ts'

const SUGGESTIONS = 6

/** Products that begin so; where none does, those that were probably meant. `words` comes from `parseWords`. */
export function suggest (catalog: Catalog, words: string): Product[] {
  const begun = suggestProducts(catalog, words, SUGGESTIONS)
  return begun.length > 0 ? begun : suggestProducts(catalog, correctWords(catalog, splitWords(words)).join(' '), SUGGESTIONS)
}
