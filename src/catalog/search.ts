import pg from 'pg'
import type { Db } from '../plugins/database.ts'
import type { Catalog } from './catalog.ts'
import { correctWords } from './corrections.ts'
import { listCorrections, searchBeginnings, searchProducts } from './search-queries.ts'
import { namedWith, splitWords } from './words.ts'

export interface SearchResult {
  /** Best first. */
  slugs: string[]
  /** The words that were looked for instead, when nothing was found for those that were typed. */
  corrected?: string
}

/**
 * Whole words first; then beginnings of words; then the words that were probably meant. In the language of the catalogue. `words`
 * comes from `parseWords`.
 */
export async function search (db: Db, catalog: Catalog, words: string): Promise<SearchResult> {
  const separate = splitWords(words)
  if (separate.length === 0) return { slugs: [] }
  const slugs = await searchWhole(db, catalog, words)
  if (slugs.length > 0) return { slugs }
  const begun = await searchBeginnings(db, separate, catalog.language)
  if (begun.length > 0) return { slugs: begun }
  return await searchCorrected(db, catalog, separate)
}

/** German writes names together, and Postgres does not take them apart: who looks for a “Kanne” means the “Teekanne”, too. */
async function searchWhole (db: Db, catalog: Catalog, words: string): Promise<string[]> {
  const slugs = await searchProducts(db, words, catalog.language)
  return catalog.language === 'de' ? [...new Set([...slugs, ...namedWith(catalog, words).map(({ slug }) => slug)])] : slugs
}

async function searchCorrected (db: Db, catalog: Catalog, separate: string[]): Promise<SearchResult> {
  const corrected = (await correct(db, catalog, separate)).join(' ')
  if (corrected === '' || corrected === separate.join(' ')) return { slugs: [] }
  const slugs = await searchWhole(db, catalog, corrected)
  return slugs.length > 0 ? { slugs, corrected } : { slugs: [] }
}

const UNDEFINED_FUNCTION = '42883'

/** A word that is like no other is left out. Without pg_trgm, which not every server has, the words in memory are compared. */
async function correct (db: Db, catalog: Catalog, words: string[]): Promise<string[]> {
  try {
    const corrections = await listCorrections(db, words, catalog.language)
    return corrections.flatMap(({ nearest }) => nearest ?? [])
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNDEFINED_FUNCTION) return correctWords(catalog, words)
    throw error
  }
}
