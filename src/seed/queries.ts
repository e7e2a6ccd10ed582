import type { Db } from '../plugins/database.ts'

export interface CategoryRow { slug: string, name: string, position: number }
export interface ProductRow {
  slug: string
  category: string
  name: string
  description: string
  details: string
  picture: string
  wall: string
  position: number
  created_at: Date
}
export interface VariantRow { sku: string, product: string, label: string, picture: string | null, position: number }
export interface ValueRow { name: string, value: string, text: string, position: number }
export interface VariantValueRow { sku: string, name: string, value: string }
export interface PriceRow { sku: string, currency: string, price_cents: number, compare_at_cents: number | null }
export interface RelationRow { product: string, related: string, position: number }
export interface PromotionRow {
  promotion_id: string
  code: string
  name: string
  kind: string
  percent: number | null
  category: string | null
  minimums: Record<string, number> | null
  buy: number | null
  get: number | null
  uses_per_customer: number | null
  stacks: boolean
}

export async function saveCategories (db: Db, rows: readonly CategoryRow[]): Promise<void> {
  await db.query(`
    insert into category (slug, name, position)
    select slug, name, position
      from jsonb_to_recordset($1) as row (slug text, name text, position integer)
        on conflict (slug) do update set name = excluded.name, position = excluded.position
  `, [JSON.stringify(rows)])
}

/** A product that is there already keeps the day it came, and has changed only where it says something else. */
export async function saveProducts (db: Db, rows: readonly ProductRow[], now: Date): Promise<void> {
  await db.query(`
    insert into product (slug, category, name, description, details, picture, wall, position, created_at, changed_at)
    select slug, category, name, description, details, picture, wall, position, created_at, created_at
      from jsonb_to_recordset($1) as row (
             slug text, category text, name text, description text, details text,
             picture text, wall text, position integer, created_at timestamptz)
        on conflict (slug) do update
       set category = excluded.category, name = excluded.name, description = excluded.description,
           details = excluded.details, picture = excluded.picture, wall = excluded.wall, position = excluded.position,
           changed_at = case
             when (product.category, product.name, product.description, product.details, product.picture)
                = (excluded.category, excluded.name, excluded.description, excluded.details, excluded.picture)
             then product.changed_at else $2 end
  `, [JSON.stringify(rows), now])
}

export async function saveVariants (db: Db, rows: readonly VariantRow[]): Promise<void> {
  await db.query(`
    insert into variant (sku, product, label, picture, position)
    select sku, product, label, picture, position
      from jsonb_to_recordset($1) as row (sku text, product text, label text, picture text, position integer)
        on conflict (sku) do update
       set product = excluded.product, label = excluded.label, picture = excluded.picture, position = excluded.position
  `, [JSON.stringify(rows)])
}

export async function saveAttributeValues (db: Db, rows: readonly ValueRow[]): Promise<void> {
  await db.query(`
    insert into attribute_value (name, value, text, position)
    select name, value, text, position
      from jsonb_to_recordset($1) as row (name text, value text, text text, position integer)
        on conflict (name, value) do update set text = excluded.text, position = excluded.position
  `, [JSON.stringify(rows)])
}

export async function saveVariantAttributes (db: Db, rows: readonly VariantValueRow[]): Promise<void> {
  await db.query(`
    insert into variant_attribute (sku, name, value)
    select sku, name, value
      from jsonb_to_recordset($1) as row (sku text, name text, value text)
        on conflict (sku, name, value) do nothing
  `, [JSON.stringify(rows)])
}

export async function savePrices (db: Db, rows: readonly PriceRow[]): Promise<void> {
  await db.query(`
    insert into price (sku, currency, price_cents, compare_at_cents)
    select sku, currency, price_cents, compare_at_cents
      from jsonb_to_recordset($1) as row (sku text, currency text, price_cents integer, compare_at_cents integer)
        on conflict (sku, currency) do update
       set price_cents = excluded.price_cents, compare_at_cents = excluded.compare_at_cents
  `, [JSON.stringify(rows)])
}

export interface ReviewRow {
  shopper_id: string
  review_id: string
  product: string
  stars: number
  title: string
  body: string
  name: string
  state: 'waiting' | 'published'
  reply: string
  bought_at: Date
  written_at: Date
  published_at: Date | null
}

/** A review that is there already stays: somebody may have read it. */
export async function saveFirstReviews (db: Db, rows: readonly ReviewRow[]): Promise<void> {
  await db.query(`
    insert into review (shopper_id, review_id, product, stars, title, body, name, state, reply, bought_at, written_at, published_at, replied_at)
    select shopper_id, review_id, product, stars, title, body, name, state, reply, bought_at, written_at, published_at,
           case when reply <> '' then published_at end
      from jsonb_to_recordset($1) as row (
             shopper_id uuid, review_id uuid, product text, stars integer, title text, body text, name text, state text, reply text,
             bought_at timestamptz, written_at timestamptz, published_at timestamptz)
        on conflict (shopper_id, product) do nothing
  `, [JSON.stringify(rows)])
}

/** These, and no others that the same products had. */
export async function saveRelations (db: Db, rows: readonly RelationRow[]): Promise<void> {
  await db.query('delete from product_relation where product = any($1)', [rows.map(({ product }) => product)])
  await db.query(`
    insert into product_relation (product, related, position)
    select product, related, position
      from jsonb_to_recordset($1) as row (product text, related text, position integer)
  `, [JSON.stringify(rows)])
}

/** A promotion that is there already stays as the shop has it. */
export async function saveFirstPromotions (db: Db, rows: readonly PromotionRow[]): Promise<void> {
  await db.query(`
    insert into promotion (promotion_id, code, name, kind, percent, category, minimums, buy, get, uses_per_customer, stacks)
    select promotion_id, code, name, kind, percent, category, minimums, buy, get, uses_per_customer, stacks
      from jsonb_to_recordset($1) as row (
             promotion_id text, code text, name text, kind text, percent integer, category text, minimums jsonb,
             buy integer, get integer, uses_per_customer integer, stacks boolean)
        on conflict do nothing
  `, [JSON.stringify(rows)])
}
