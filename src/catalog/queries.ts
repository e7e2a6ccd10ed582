import type { Language } from '../languages/language.ts'
import type { Db } from '../plugins/database.ts'
import type { AttributeName, AttributeValue, Category, Relation, Stock, StoredProduct } from './catalog.ts'
import type { StoredText } from './localize.ts'

export interface Revision {
  /** Moves when categories, products, variants, prices or ratings change. */
  revision: string
  /** The database's clock. */
  at: Date
}

export async function findRevision (db: Db): Promise<Revision | undefined> {
  const { rows } = await db.query<Revision>(`
    select revision::text as "revision", clock_timestamp() as "at"
      from catalog_revision
  `)
  return rows[0]
}

/** Tells every process that categories, products, variants, prices or ratings changed. Belongs into the transaction of the change. */
export async function raiseRevision (db: Db): Promise<void> {
  await db.query('update catalog_revision set revision = revision + 1')
}

export async function listCategories (db: Db): Promise<Category[]> {
  const { rows } = await db.query<Category>(`
    select slug, name
      from category
     order by position, slug
  `)
  return rows
}

export async function listAttributeValues (db: Db): Promise<Array<AttributeValue & { name: AttributeName }>> {
  const { rows } = await db.query<AttributeValue & { name: AttributeName }>(`
    select name, value, text
      from attribute_value
     order by name, position, value
  `)
  return rows
}

/** Every product with its variants, their prices and attributes, in the order of the shelf. One statement, so that all of it is of one moment. */
export async function listProducts (db: Db): Promise<StoredProduct[]> {
  const { rows } = await db.query<StoredProduct>(`
    select product.slug, product.category, product.name, product.description, product.details,
           product.picture, product.wall, product.tax_class as "taxClass", product.created_at as "createdAt",
           product.changed_at as "changedAt", variants.list as "variants"
      from product
      left join (
        select variant.product,
               json_agg(json_build_object('sku', variant.sku, 'label', variant.label, 'picture', variant.picture, 'grams', variant.grams,
                                          'prices', prices.list, 'attributes', attributes.list)
                        order by variant.position, variant.sku) as list
          from variant
          left join (
            select sku, json_object_agg(currency, json_build_object(
                          'priceCents', price_cents, 'compareAtCents', compare_at_cents)) as list
              from price
             group by sku
          ) prices on prices.sku = variant.sku
          left join (
            select sku, json_object_agg(name, value_list) as list
              from (
                select sku, name, json_agg(value order by value) as value_list
                  from variant_attribute
                 group by sku, name
              ) named
             group by sku
          ) attributes on attributes.sku = variant.sku
         group by variant.product
      ) variants on variants.product = product.slug
     order by product.position, product.slug
  `)
  return rows
}

/** What goes well with each product, the best first. */
export async function listRelations (db: Db): Promise<Relation[]> {
  const { rows } = await db.query<Relation>('select product, related from product_relation order by product, position, related')
  return rows
}

export async function listStock (db: Db): Promise<Stock[]> {
  const { rows } = await db.query<Stock>('select sku, available from stock')
  return rows
}

/** Stock rows that changed after this moment of the database's clock. */
export async function listStockChanges (db: Db, since: Date): Promise<Stock[]> {
  const { rows } = await db.query<Stock>(`
    select sku, available
      from stock
     where changed_at > $1
  `, [since])
  return rows
}

/** What everything is called in other languages than English. One statement, so that all of it is of one moment. */
export async function listTexts (db: Db): Promise<StoredText[]> {
  const { rows } = await db.query<StoredText>(`
    select 'product' as kind, product as key, language, name, description, details from product_text
     union all select 'variant', sku, language, label, '', '' from variant_text
     union all select 'category', category, language, name, '', '' from category_text
     union all select 'attribute', name || '/' || value, language, text, '', '' from attribute_text
     union all select 'promotion', promotion_id, language, name, '', '' from promotion_text
  `)
  return rows
}

// A word that half the shop has would have to be ranked row by row, so only the first thousand matches are.
const rankedEnglish = (parse: string) => `
    with asked as (select ${parse}('english', $1) as words),
         found as (
           select slug, position, ts_rank(search, words) as rank
             from product, asked
            where search @@ words
            limit 1000
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
            limit 1000
         ),
         english as (
           select slug, ts_rank(search, english) as rank
             from product, asked
            where search @@ english
              and not exists (select from product_text where product = slug and language = 'de' and name <> '' and description <> '')
            limit 1000
         )
    select product.slug
      from (select * from german union all select * from english) found
      join product using (slug)
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

/**
 * For each word the most similar word of a product name. Fails with `undefined_function` where pg_trgm is missing.
 * Reads the names of the first 5000 products: help with typing must not cost more than the search.
 */
export async function listCorrections (db: Db, words: readonly string[], language: Language): Promise<Correction[]> {
  const { rows } = await db.query<Correction>(`
    with known as (
      select distinct regexp_split_to_table(lower(name), '[^[:alnum:]]+') as word
        from (
          select coalesce(nullif(product_text.name, ''), product.name) as name
            from product
            left join product_text on product_text.product = product.slug and product_text.language = $2
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
  `, [words, language])
  return rows
}

/** SKUs of the thousand latest orders that were not cancelled, those of which most pieces went first; at most 100. */
export async function listBestSellers (db: Db): Promise<string[]> {
  const { rows } = await db.query<{ sku: string }>(`
    with recent as (
      select shopper_id, order_id
        from orders
       where status <> 'cancelled'
       order by placed_at desc, order_id desc
       limit 1000
    )
    select order_line.sku
      from recent
      join order_line using (shopper_id, order_id)
     group by order_line.sku
     order by sum(order_line.quantity) desc, order_line.sku
     limit 100
  `)
  return rows.map(row => row.sku)
}
