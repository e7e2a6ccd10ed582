import type { Db } from '../../../plugins/database.ts'
import type { Outcome, PlannedLine } from './plan.ts'

export interface HeldChange { heldId: string, kind: 'import' | 'prices', title: string, createdAt: Date, expiresAt: Date }
/** `productName`: what the product is called now; null for one that is not there yet. */
export type HeldLine = Omit<PlannedLine, 'errors'> & { productName: string | null }

/** Of the others of this customer, and of all that are over, nothing is left. */
export async function deleteHeld (db: Db, shopperId: string): Promise<void> {
  await db.query('delete from held_change where shopper_id = $1 or expires_at < now()', [shopperId])
}

export async function saveHeld (db: Db, { heldId, kind, title }: Pick<HeldChange, 'heldId' | 'kind' | 'title'>, shopperId: string): Promise<void> {
  await db.query(`
    insert into held_change (held_id, shopper_id, kind, title, expires_at) values ($1, $2, $3, $4, now() + interval '1 hour')
  `, [heldId, shopperId, kind, title])
}

export async function saveHeldLines (db: Db, heldId: string, lines: readonly PlannedLine[]): Promise<void> {
  await db.query(`
    insert into held_line (held_id, line, outcome, sku, product, before, after, error)
    select $1, line, outcome, sku, product, before, after, left(error, 2000)
      from jsonb_to_recordset($2) as row (line integer, outcome text, sku text, product text, before jsonb, after jsonb, error text)
  `, [heldId, JSON.stringify(lines)])
}

/** Only whoever asked for it gets it. */
export async function findHeld (db: Db, heldId: string, shopperId: string): Promise<HeldChange | undefined> {
  const { rows } = await db.query<HeldChange>(`
    select held_id as "heldId", kind, title, created_at as "createdAt", expires_at as "expiresAt"
      from held_change
     where held_id = $1 and shopper_id = $2 and expires_at > now()
  `, [heldId, shopperId])
  return rows[0]
}

/** Takes it: whoever deletes it carries it out, once. */
export async function lockHeld (db: Db, heldId: string, shopperId: string): Promise<boolean> {
  const { rowCount } = await db.query('select from held_change where held_id = $1 and shopper_id = $2 and expires_at > now() for update', [heldId, shopperId])
  return rowCount === 1
}

export async function deleteOneHeld (db: Db, heldId: string): Promise<void> {
  await db.query('delete from held_change where held_id = $1', [heldId])
}

export async function countOutcomes (db: Db, heldId: string): Promise<Record<Outcome, number>> {
  const { rows } = await db.query<{ outcome: Outcome, count: number }>('select outcome, count(*)::int as count from held_line where held_id = $1 group by outcome', [heldId])
  return { add: 0, change: 0, same: 0, error: 0, ...Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count])) }
}

/** Lines of one outcome, or all, after this one. */
export async function listHeldLines (db: Db, heldId: string, outcomes: readonly Outcome[], after: number, limit: number): Promise<HeldLine[]> {
  const { rows } = await db.query<HeldLine>(`
    select line, outcome, sku, product, (select name from product where slug = held_line.product) as "productName", before, after, error
      from held_line
     where held_id = $1 and outcome = any($2) and line > $3
     order by line
     limit $4
  `, [heldId, outcomes, after, limit])
  return rows
}

/** Adds products, or changes those that are there already. */
export async function saveProducts (db: Db, products: readonly object[]): Promise<void> {
  await db.query(`
    insert into product (slug, category, name, details, description, tax_class, wall, published, published_from, published_until, picture, position)
    select slug, category, name, details, description, "taxClass", wall, published, "publishedFrom", "publishedUntil", '',
           (select coalesce(max(position), 0) + 1 from product)
      from jsonb_to_recordset($1) as row (slug text, category text, name text, details text, description text, "taxClass" text, wall text,
                                          published boolean, "publishedFrom" timestamptz, "publishedUntil" timestamptz)
        on conflict (slug) do update
       set category = excluded.category, name = excluded.name, details = excluded.details, description = excluded.description, tax_class = excluded.tax_class,
           wall = excluded.wall, published = excluded.published, published_from = excluded.published_from, published_until = excluded.published_until
  `, [JSON.stringify(products)])
}

export async function saveGermanTexts (db: Db, products: readonly object[]): Promise<void> {
  await db.query(`
    insert into product_text (product, language, name, details, description)
    select slug, 'de', german ->> 'name', german ->> 'details', german ->> 'description' from jsonb_to_recordset($1) as row (slug text, german jsonb)
        on conflict (product, language) do update set name = excluded.name, details = excluded.details, description = excluded.description
  `, [JSON.stringify(products)])
}

export async function raiseVersions (db: Db, slugs: readonly string[]): Promise<void> {
  await db.query('update product set version = version + 1, changed_at = clock.now from (select clock_timestamp() as now) as clock where slug = any($1)', [slugs])
}

export async function deleteFormerSlugs (db: Db, slugs: readonly string[]): Promise<void> {
  await db.query('delete from former_slug where slug = any($1)', [slugs])
}
