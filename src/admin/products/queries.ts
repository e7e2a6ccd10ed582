import type { AttributeName, AttributeValue, Price } from '../../catalog/catalog.ts'
import type { Currency } from '../../money.ts'
import type { Db } from '../../plugins/database.ts'

export interface KeptVariant {
  sku: string
  label: string
  germanLabel: string
  /** Its own picture; null where it looks as its product does. */
  picture: string | null
  grams: number
  position: number
  forSale: boolean
  prices: Partial<Record<Currency, Price>>
  attributes: Partial<Record<AttributeName, string[]>>
}

/** What a product says in one language. */
export interface ProductTexts { name: string, details: string, description: string }

/** A product as it is kept, in the shop or not. */
export interface KeptProduct extends ProductTexts {
  slug: string
  category: string
  taxClass: string
  wall: string
  /** Empty where there is none. */
  picture: string
  morePictures: string[]
  published: boolean
  publishedFrom: Date | null
  publishedUntil: Date | null
  changedAt: Date
  version: number
  german: ProductTexts
  /** Slugs, the best first. */
  goesWith: string[]
  /** In order; what is not for sale, too. */
  variants: KeptVariant[]
}

const KEPT = `
    select slug, product.name, product.details, product.description, category, tax_class as "taxClass", wall, picture,
           more_pictures as "morePictures", published, published_from as "publishedFrom", published_until as "publishedUntil",
           changed_at as "changedAt", version,
           json_build_object('name', coalesce(german.name, ''), 'details', coalesce(german.details, ''), 'description', coalesce(german.description, '')) as german,
           array(select related from product_relation where product_relation.product = slug order by position, related) as "goesWith",
           (select coalesce(json_agg(json_build_object(
                     'sku', sku, 'label', label, 'picture', variant.picture, 'grams', grams, 'position', variant.position, 'forSale', for_sale,
                     'germanLabel', coalesce((select label from variant_text where variant_text.sku = variant.sku and language = 'de'), ''),
                     'prices', (select coalesce(json_object_agg(currency, json_build_object('priceCents', price_cents, 'compareAtCents', compare_at_cents)), '{}')
                                  from price where price.sku = variant.sku),
                     'attributes', (select coalesce(json_object_agg(name, list), '{}') from (
                                      select variant_attribute.name, json_agg(value order by value) as list
                                        from variant_attribute where variant_attribute.sku = variant.sku group by 1) as named))
                     order by variant.position, sku), '[]')
              from variant where variant.product = slug) as variants
      from product
      left join product_text as german on german.product = slug and german.language = 'de'
`
const BY_SLUG = `${KEPT} where slug = any($1) order by slug`
const AFTER = `${KEPT} where slug > $1 order by slug limit $2`

/** One statement, so that all of it is of one moment. */
export async function findKeptProduct (db: Db, slug: string): Promise<KeptProduct | undefined> {
  return (await listKeptProducts(db, [slug]))[0]
}

export async function listKeptProducts (db: Db, slugs: readonly string[]): Promise<KeptProduct[]> {
  const { rows } = await db.query<KeptProduct>(BY_SLUG, [slugs])
  return rows
}

/** Those whose slugs come after this one. */
export async function listKeptProductsAfter (db: Db, slug: string, limit: number): Promise<KeptProduct[]> {
  const { rows } = await db.query<KeptProduct>(AFTER, [slug, limit])
  return rows
}

/** Locks products until the transaction ends, in the order of their slugs. */
export async function lockProducts (db: Db, slugs: readonly string[]): Promise<void> {
  await db.query('select from product where slug = any($1) order by slug for update', [slugs])
}

/** Locks the product until the transaction ends: its variants and pictures are changed under this lock alone. Gives its version. */
export async function lockProduct (db: Db, slug: string): Promise<number | undefined> {
  const { rows } = await db.query<{ version: number }>('select version from product where slug = $1 for update', [slug])
  return rows[0]?.version
}

/** The slug that a product has now which once had this one. */
export async function findMovedTo (db: Db, slug: string): Promise<string | undefined> {
  const { rows } = await db.query<{ product: string }>('select product from former_slug where slug = $1', [slug])
  return rows[0]?.product
}

/** Those of these slugs that are products. */
export async function listKnownSlugs (db: Db, slugs: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.query<{ slug: string }>('select slug from product where slug = any($1)', [slugs])
  return new Set(rows.map(({ slug }) => slug))
}

/** The product that each of these SKUs belongs to, as far as they are taken. */
export async function listKnownSkus (db: Db, skus: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ sku: string, product: string }>('select sku, product from variant where sku = any($1)', [skus])
  return new Map(rows.map(({ sku, product }) => [sku, product]))
}

/** What a product or a variant may be of. */
export interface Known {
  categories: Array<{ slug: string, name: string }>
  taxClasses: string[]
  values: Array<AttributeValue & { name: AttributeName }>
}

export async function findKnown (db: Db): Promise<Known> {
  const { rows } = await db.query<Known>(`
    select (select coalesce(json_agg(json_build_object('slug', slug, 'name', name) order by position, slug), '[]') from category) as categories,
           array(select distinct tax_class from tax_rate order by 1) as "taxClasses",
           (select coalesce(json_agg(json_build_object('name', name, 'value', value, 'text', text) order by name, position, value), '[]') from attribute_value) as "values"
  `)
  return rows[0] ?? { categories: [], taxClasses: [], values: [] }
}

/** What pictures show, in words: by picture and language. */
export async function listAlts (db: Db, pictures: readonly string[]): Promise<Array<{ picture: string, language: string, alt: string }>> {
  const { rows } = await db.query<{ picture: string, language: string, alt: string }>('select picture, language, alt from picture_text where picture = any($1)', [pictures])
  return rows
}
