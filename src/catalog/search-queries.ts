import type { Language } from '../languages/language.ts'
import type { Db } from '../plugins/database.ts'

// Drafts, and what is not in the shop yet or any more, would take the place of what is.
const IN_SHOP = 'published and (published_from is null or published_from <= now()) and (published_until is null or published_until > now())'

// A word that half the shop has would have to be ranked row by row, so only the first matches are.
const MOST_RANKED = 500

const rankedEnglish = (parse: string) => `
    with asked as (select ${parse}('english', $1) as words),
         found as (
           select slug, position, ts_rank(search, words) as rank
             from product, asked
            where search @@ words and ${IN_SHOP}
            limit ${MOST_RANKED}
         )
    select slug
      from found
     order by rank desc, position, slug
     limit 200`

// What is told in English for want of a translation is found by its English words.
const rankedGerman = (parse: string) => `
    with asked as (select ${parse}('german', $1) as words, ${parse}('english', $1) as english),
         german as (
           select product as slug, ts_rank(search, words) as rank
             from product_text, asked
            where language = 'de' and search @@ words
            limit ${MOST_RANKED}
         ),
         english as (
           select slug, ts_rank(search, english) as rank
             from product, asked
            where search @@ english and ${IN_SHOP}
              and not exists (select from product_text where product = slug and language = 'de' and name <> '' and description <> '')
            limit ${MOST_RANKED}
         )
    select product.slug
      from (select * from german union all select * from english) found
      join product using (slug)
     where ${IN_SHOP}
     group by product.slug
     order by max(found.rank) desc, product.position, product.slug
     limit 200`
const BY_WORDS: Readonly<Record<Language, string>> = { en: rankedEnglish('websearch_to_tsquery'), de: rankedGerman('websearch_to_tsquery') }
const BY_BEGINNINGS: Readonly<Record<Language, string>> = { en: rankedEnglish('to_tsquery'), de: rankedGerman('to_tsquery') }

/** Slugs of the products whose name or description has these words in this language, best first; at most 200. */
export async function searchProducts (db: Db, words: string, language: Language): Promise<string[]> {
  const { rows } = await db.query<{ slug: string }>(BY_WORDS[language], [words])
  return rows.map(row => row.slug)
}

/** As `searchProducts`, for words of which only the beginning is known. Takes letters and digits alone: they go into the query language. */
export async function searchBeginnings (db: Db, words: readonly string[], language: Language): Promise<string[]> {
  const { rows } = await db.query<{ slug: string }>(BY_BEGINNINGS[language], [words.map(word => `'${word}':*`).join(' & ')])
  return rows.map(row => row.slug)
}

export interface Correction {
  word: string
  /** The word of a product name that is most like it; null when none is near. */
  nearest: string | null
}

const CORRECTIONS = `
    with known as (
      select distinct regexp_split_to_table(lower(name), '[^[:alnum:]]+') as word
        from (
          select coalesce(nullif(product_text.name, ''), product.name) as name
            from product
            left join product_text on product_text.product = product.slug and product_text.language = $2
           where ${IN_SHOP}
           order by product.position
           limit 5000
        ) names
    )
    select asked.word, nearest.word as "nearest"
      from unnest($1::text[]) with ordinality as asked (word, position)
      left join lateral (
        select known.word
          from known
         where length(known.word) > 2 and similarity(known.word, asked.word) >= 0.3
         order by similarity(known.word, asked.word) desc, known.word
         limit 1
      ) nearest on true
     order by asked.position
  `

/**
 * For each word the most similar word of a product name. Fails with `undefined_function` where pg_trgm is missing.
 * Reads the names of the first 5000 products: help with typing must not cost more than the search.
 */
export async function listCorrections (db: Db, words: readonly string[], language: Language): Promise<Correction[]> {
  const { rows } = await db.query<Correction>(CORRECTIONS, [words, language])
  return rows
}
