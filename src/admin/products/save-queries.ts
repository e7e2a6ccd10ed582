import type { Db } from '../../plugins/database.ts'
import type { ProductTexts } from './queries.ts'

export interface ProductRow extends ProductTexts {
  slug: string
  category: string
  taxClass: string
  wall: string
  published: boolean
  publishedFrom: Date | null
  publishedUntil: Date | null
}

/** Names the words for a picture in one language. */
export interface Alt { picture: string, language: string }

/** Puts a new product at the end of the shelf; false when its slug is taken. */
export async function saveNewProduct (db: Db, { slug, category, name, details, description, taxClass, wall, published, publishedFrom, publishedUntil }: ProductRow): Promise<boolean> {
  const { rowCount } = await db.query(`
    insert into product (slug, category, name, details, description, tax_class, wall, published, published_from, published_until, picture, position)
    select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', coalesce(max(position) + 1, 0) from product
        on conflict (slug) do nothing
  `, [slug, category, name, details, description, taxClass, wall, published, publishedFrom, publishedUntil])
  return rowCount === 1
}

/** Changes the product that has the slug `was`. */
export async function saveProduct (db: Db, was: string, { slug, category, name, details, description, taxClass, wall, published, publishedFrom, publishedUntil }: ProductRow): Promise<void> {
  await db.query(`
    update product
       set slug = $2, category = $3, name = $4, details = $5, description = $6, tax_class = $7, wall = $8,
           published = $9, published_from = $10, published_until = $11
     where slug = $1
  `, [was, slug, category, name, details, description, taxClass, wall, published, publishedFrom, publishedUntil])
}

/** Every change of a product, its variants or its pictures is one more version of it. */
export async function raiseVersion (db: Db, slug: string): Promise<void> {
  await db.query('update product set version = version + 1, changed_at = clock.now from (select clock_timestamp() as now) as clock where slug = $1', [slug])
}

export async function saveFormerSlug (db: Db, slug: string, product: string): Promise<void> {
  await db.query(`
    insert into former_slug (slug, product) values ($1, $2)
        on conflict (slug) do update set product = excluded.product, changed_at = excluded.changed_at
  `, [slug, product])
}

/** The slug is one of a product again, so its page is that product's. */
export async function deleteFormerSlug (db: Db, slug: string): Promise<void> {
  await db.query('delete from former_slug where slug = $1', [slug])
}

export async function moveReviews (db: Db, from: string, to: string): Promise<void> {
  await db.query('update review set product = $2 where product = $1', [from, to])
}

export async function saveGermanTexts (db: Db, product: string, { name, details, description }: ProductTexts): Promise<void> {
  await db.query(`
    insert into product_text (product, language, name, details, description) values ($1, 'de', $2, $3, $4)
        on conflict (product, language) do update set name = excluded.name, details = excluded.details, description = excluded.description
  `, [product, name, details, description])
}

export async function deleteRelations (db: Db, product: string): Promise<void> {
  await db.query('delete from product_relation where product = $1', [product])
}

export async function saveRelations (db: Db, product: string, related: readonly string[]): Promise<void> {
  await db.query(`
    insert into product_relation (product, related, position)
    select $1, related, position from unnest($2::text[]) with ordinality as row (related, position)
  `, [product, related])
}

export async function savePictures (db: Db, product: string, [first = '', ...more]: readonly string[]): Promise<void> {
  await db.query('update product set picture = $2, more_pictures = $3 where slug = $1', [product, first, more])
}

/** Variants look as their product does where they showed a picture that it has no more. */
export async function forgetVariantPictures (db: Db, product: string, pictures: readonly string[]): Promise<void> {
  await db.query('update variant set picture = null where product = $1 and picture = any($2)', [product, pictures])
}

/** There is a row for each, so that it can be locked. */
export async function saveMissingAlts (db: Db, rows: readonly Alt[]): Promise<void> {
  await db.query(`
    insert into picture_text (picture, language, alt)
    select picture, language, '' from jsonb_to_recordset($1) as row (picture text, language text)
     order by picture, language
        on conflict (picture, language) do nothing
  `, [JSON.stringify(rows)])
}

/** What is kept of these, locked until the transaction ends: products share pictures, so the lock of a product is not enough. */
export async function lockAlts (db: Db, rows: readonly Alt[]): Promise<Array<Alt & { alt: string }>> {
  const { rows: kept } = await db.query<Alt & { alt: string }>(`
    select picture, language, alt
      from picture_text
     where (picture, language) in (select picture, language from jsonb_to_recordset($1) as row (picture text, language text))
     order by picture, language
       for update
  `, [JSON.stringify(rows)])
  return kept
}

export async function saveAlts (db: Db, rows: ReadonlyArray<Alt & { alt: string }>): Promise<void> {
  await db.query(`
    insert into picture_text (picture, language, alt)
    select picture, language, alt from jsonb_to_recordset($1) as row (picture text, language text, alt text)
        on conflict (picture, language) do update set alt = excluded.alt
  `, [JSON.stringify(rows)])
}
