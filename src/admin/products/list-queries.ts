import { splitWords } from '../../catalog/words.ts'
import type { Currency } from '../../money.ts'
import type { Db } from '../../plugins/database.ts'
import { SORTS, type ProductFilter, type Sort } from './filter.ts'

export interface ListedProduct {
  slug: string
  name: string
  category: string
  picture: string
  wall: string
  published: boolean
  publishedFrom: Date | null
  publishedUntil: Date | null
  changedAt: Date
  /** Of its variants that are for sale, in the order of the page. */
  skus: string[]
  /** The range of their prices in the currency that was asked for; null without any. */
  lowestCents: number | null
  highestCents: number | null
}

// Put together when this file is loaded, from its own words alone.
const KEYS = { changed: 'product.changed_at', name: 'lower(product.name)' } as const

// Beginnings of words, of a slug and of a SKU, each by its index. A search that finds more than a thousand shows the first of them.
const FOUND = `
    found as materialized (
      (select slug from product where $1::text is not null and search @@ to_tsquery('english', $1) limit 1000)
       union (select product from product_text where $1::text is not null and language = 'de' and search @@ to_tsquery('german', $1) limit 1000)
       union (select slug from product where slug ^@ $2 and $2 <> '' limit 1000)
       union (select product from variant where sku ^@ upper($2) and $2 <> '' limit 1000)
    )`

// $1 and $2 what is looked for, $3 category, $4 state, $5 what it lacks, $6 SKUs that are sold out.
const CONDITIONS = `
       ($3::text is null or product.category = $3)
       and case $4::text
             when 'draft' then not product.published
             when 'scheduled' then product.published and product.published_from > now()
             when 'over' then product.published and product.published_until <= now()
             when 'published' then product.published and coalesce(product.published_from <= now(), true) and coalesce(product.published_until > now(), true)
             else true
           end
       and case $5::text
             when 'picture' then product.picture = ''
             when 'german' then not exists (select from product_text where product_text.product = product.slug and language = 'de' and name <> '' and description <> '')
             when 'stock' then not exists (select from variant where variant.product = product.slug and for_sale and sku <> all ($6::text[]) offset 0)
             else true
           end`

/** $7 limit, $8 the slug that the page comes after, $9 currency. */
function pageOf (sort: Sort, isBackwards: boolean, isSearch: boolean): string {
  const [name = '', way] = sort.split('-')
  const key = name === 'name' ? KEYS.name : KEYS.changed
  const isDown = (way === 'desc') !== isBackwards
  const [direction, isAfter] = isDown ? ['desc', '<'] : ['asc', '>']
  return `
    with ${isSearch ? FOUND : 'found as (select $1::text, $2::text)'},
    page as (
      select product.*, ${key} as key
        from product
       where ${CONDITIONS}
         and ${isSearch ? 'product.slug in (select slug from found)' : 'true'}
         and ($8::text is null or (${key}, product.slug) ${isAfter} (select ${key}, slug from product where slug = $8))
       order by ${key} ${direction}, product.slug ${direction}
       limit $7
    )
    select page.slug, page.name, page.category, page.picture, page.wall, page.published, page.published_from as "publishedFrom",
           page.published_until as "publishedUntil", page.changed_at as "changedAt",
           coalesce(sold.skus, '{}') as "skus", sold.lowest as "lowestCents", sold.highest as "highestCents"
      from page
      left join lateral (
        select array_agg(variant.sku order by variant.position, variant.sku) as skus, min(price_cents) as lowest, max(price_cents) as highest
          from variant
          left join price on price.sku = variant.sku and price.currency = $9
         where variant.product = page.slug and variant.for_sale
      ) sold on true
     order by page.key ${direction}, page.slug ${direction}`
}

const nameOf = (sort: Sort, isBackwards: boolean, isSearch: boolean): string => `${sort} ${isBackwards} ${isSearch}`
const BOTH = [false, true]
const PAGES = new Map(SORTS.flatMap(sort => BOTH.flatMap(isBackwards => BOTH.map(isSearch =>
  [nameOf(sort, isBackwards, isSearch), pageOf(sort, isBackwards, isSearch)] as const))))

export interface Stretch {
  filter: ProductFilter
  /** SKUs that are sold out; read where the filter asks for them alone. */
  soldOut: readonly string[]
  currency: Currency
  cursor: string | undefined
  limit: number
  isBackwards: boolean
}

/** Some products in a row, as sorted, those that are no drafts and those that are. */
export async function listProducts (db: Db, { filter, soldOut, currency, cursor, limit, isBackwards }: Stretch): Promise<ListedProduct[]> {
  const text = PAGES.get(nameOf(filter.sort, isBackwards, filter.q !== ''))
  if (text === undefined) throw new Error(`there is no statement for ${filter.sort}`)
  const { rows } = await db.query<ListedProduct>(text, [...soughtOf(filter.q), filter.category ?? null, filter.state ?? null, filter.lack ?? null, soldOut, limit, cursor ?? null, currency])
  return rows
}

/** All words must begin words of the product; or it, or a SKU of it, begins with what was typed. Only letters and digits go into the query. */
function soughtOf (q: string): [string | null, string] {
  const words = splitWords(q)
  return [words.length > 0 ? words.map(word => `'${word}':*`).join(' & ') : null, q.toLowerCase()]
}

const ALL_SLUGS = `
    with ${FOUND}
    select product.slug
      from product
     where ${CONDITIONS}
       and ($7::boolean is false or product.slug in (select slug from found))
     order by product.slug
     limit $8`

/** The slugs of all products that fit, up to a limit. */
export async function listSlugs (db: Db, filter: ProductFilter, soldOut: readonly string[], limit: number): Promise<string[]> {
  const { rows } = await db.query<{ slug: string }>(ALL_SLUGS, [...soughtOf(filter.q), filter.category ?? null, filter.state ?? null, filter.lack ?? null, soldOut, filter.q !== '', limit])
  return rows.map(({ slug }) => slug)
}

/** SKUs of which nothing is left. */
export async function listSoldOut (db: Db): Promise<string[]> {
  const { rows } = await db.query<{ sku: string }>('select sku from stock where available = 0')
  return rows.map(({ sku }) => sku)
}

/** Pieces that can be sold, by SKU. Stock is not of this catalogue's tables, so it is asked for by itself. */
export async function listAvailable (db: Db, skus: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await db.query<{ sku: string, available: number }>('select sku, available from stock where sku = any($1)', [skus])
  return new Map(rows.map(({ sku, available }) => [sku, available]))
}
