import { onceFor } from '../kept.ts'
import type { Catalog } from './catalog.ts'
import { nameWords, splitWords } from './words.ts'

const MOST_WORDS = 4
const MOST_PRODUCTS = 5000
const SHORTEST = 3
const MOST_SLIPS = 3

/**
 * The words that were probably meant: for each the nearest word of the shop, without those that are like none; nothing for more than
 * four words. One slip (a letter too many, too few, another one, or two in the wrong order) is taken for every three letters.
 * From memory, and of the first 5000 products: help with typing must not cost more than the search.
 */
export function correctWords (catalog: Catalog, words: readonly string[]): string[] {
  if (words.length === 0 || words.length > MOST_WORDS) return []
  const known = vocabularyOf(catalog)
  return words.flatMap(word => nearest(word, known) ?? [])
}

/** Each word with the set of its letters. */
type Vocabulary = ReadonlyMap<string, number>

/** The words of names, departments and attributes. */
const vocabularyOf = onceFor(({ products, categories, attributes }: Catalog): Vocabulary => {
  const texts = [...categories.map(({ name }) => name), ...Object.values(attributes).flat().map(({ text }) => text)]
  const words = [...products.slice(0, MOST_PRODUCTS).flatMap(nameWords), ...texts.flatMap(splitWords)]
  return new Map([...new Set(words)].map(word => [word, lettersOf(word)]))
})

function nearest (word: string, known: Vocabulary): string | undefined {
  if (known.has(word)) return word
  if (word.length < SHORTEST) return undefined
  const letters = lettersOf(word)
  let best: string | undefined
  let bestSlips = Math.min(MOST_SLIPS, Math.floor(word.length / 3)) + 1
  for (const [other, otherLetters] of known) {
    // Each slip changes the length by one at most, and brings and takes one letter at most.
    const least = Math.max(Math.abs(other.length - word.length), countBits(letters & ~otherLetters), countBits(otherLetters & ~letters))
    if (other.length < SHORTEST || least > bestSlips) continue
    const slips = countSlips(word, other)
    if (slips < bestSlips || (slips === bestSlips && best !== undefined && isNearer(other, best, word))) [best, bestSlips] = [other, slips]
  }
  return best
}

/** Of two that are as near, the one with the same beginning; hands slip at the first letter least. */
function isNearer (other: string, best: string, word: string): boolean {
  const [begins, bestBegins] = [other[0] === word[0], best[0] === word[0]]
  return begins === bestBegins ? other < best : begins
}

/** One bit for each letter that is in it; different letters may share one. */
function lettersOf (word: string): number {
  let letters = 0
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31)
  return letters
}

function countBits (bits: number): number {
  let count = 0
  for (let left = bits; left !== 0; left &= left - 1) count += 1
  return count
}

/** Optimal string alignment distance: the edit distance of Levenshtein in which a swap of neighbours is one edit. */
export function countSlips (from: string, to: string): number {
  let [beforeLast, last] = [[] as number[], Array.from({ length: to.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    for (let j = 1; j <= to.length; j++) {
      const isSame = from[i - 1] === to[j - 1]
      let slips = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1))
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      if (isSwap) slips = Math.min(slips, (beforeLast[j - 2] ?? 0) + 1)
      row.push(slips)
    }
    [beforeLast, last] = [last, row]
  }
  return last[to.length] ?? 0
}
