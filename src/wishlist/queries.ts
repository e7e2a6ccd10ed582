import type { Currency } from '../money.ts'
import type { Db } from '../plugins/database.ts'

/** An item of a wishlist, with the price that was shown when it was put there. */
export interface WishlistItem {
  sku: string
  currency: Currency
  priceCents: number
}

/** Newest first. */
export async function listItems (db: Db, shopperId: string): Promise<WishlistItem[]> {
  const { rows } = await db.query<WishlistItem>(`
    select sku, currency, price_cents as "priceCents" from wishlist_item where shopper_id = $1 order by added_at desc, sku
  `, [shopperId])
  return rows
}

/** False, and nothing written, when it is there already. */
export async function saveItem (db: Db, shopperId: string, { sku, currency, priceCents }: WishlistItem): Promise<boolean> {
  const { rowCount } = await db.query(`
    insert into wishlist_item (shopper_id, sku, currency, price_cents) values ($1, $2, $3, $4) on conflict (shopper_id, sku) do nothing
  `, [shopperId, sku, currency, priceCents])
  return rowCount === 1
}

export async function countItems (db: Db, shopperId: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>('select count(*)::integer as count from wishlist_item where shopper_id = $1', [shopperId])
  return rows[0]?.count ?? 0
}

/** False when it was not there (any more). */
export async function deleteItem (db: Db, shopperId: string, sku: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from wishlist_item where shopper_id = $1 and sku = $2', [shopperId, sku])
  return rowCount === 1
}

/** The token of the link by which the list is shown to others, while there is one. */
export async function findShareToken (db: Db, shopperId: string): Promise<string | undefined> {
  const { rows } = await db.query<{ token: string }>('select token from wishlist_share where shopper_id = $1', [shopperId])
  return rows[0]?.token
}

/** Makes a link; to be run in a transaction. Nothing happens when there is one. */
export async function saveShare (db: Db, shopperId: string, token: string): Promise<void> {
  const { rowCount } = await db.query(`
    insert into wishlist_share (shopper_id, token) values ($1, $2) on conflict (shopper_id) do nothing
  `, [shopperId, token])
  if (rowCount === 1) await db.query('insert into wishlist_link (token, shopper_id) values ($1, $2)', [token, shopperId])
}

/** The link works no more; to be run in a transaction. */
export async function deleteShare (db: Db, shopperId: string): Promise<void> {
  const { rows } = await db.query<{ token: string }>('delete from wishlist_share where shopper_id = $1 returning token', [shopperId])
  await db.query('delete from wishlist_link where token = any($1)', [rows.map(({ token }) => token)])
}

/** Whose list a link shows. */
export async function findShopperOfLink (db: Db, token: string): Promise<string | undefined> {
  const { rows } = await db.query<{ shopperId: string }>('select shopper_id as "shopperId" from wishlist_link where token = $1', [token])
  return rows[0]?.shopperId
}

/** The name of a customer who shares by this link. */
export async function findSharer (db: Db, shopperId: string, token: string): Promise<string | undefined> {
  const { rows } = await db.query<{ name: string }>(`
    select customer.name
      from customer
      join wishlist_share on wishlist_share.shopper_id = customer.shopper_id
     where customer.shopper_id = $1 and wishlist_share.token = $2
  `, [shopperId, token])
  return rows[0]?.name
}
