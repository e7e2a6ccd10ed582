import type { Db } from '../../plugins/database.ts'

/** No limit is higher, so more uses need not be told apart. */
export const MOST_COUNTED = 100_000

/** Locks what is counted of all until the transaction ends: an order that uses the promotion right now is waited for, and then seen. */
export async function lockUses (db: Db, promotionId: string): Promise<void> {
  await db.query(`
    insert into promotion_use (promotion_id, shopper, used) values ($1, '', 0)
    on conflict (promotion_id, shopper) do update set used = promotion_use.used
  `, [promotionId])
}

/** Counts the orders again in which it was used, also those that were placed while nobody counted. */
export async function saveUses (db: Db, promotionId: string): Promise<void> {
  await db.query(`
    update promotion_use set used = (select count(*) from (
      select 1 from order_promotion join orders using (shopper_id, order_id) where promotion_id = $1 and status <> 'cancelled' limit $2
    ) as uses)
     where promotion_id = $1 and shopper = ''
  `, [promotionId, MOST_COUNTED])
}

/** From now on up to `limit` orders more are counted: one that is cancelled gives its use back, and one that comes back takes it again. Returns how many. */
export async function saveOrdersCounted (db: Db, promotionId: string, limit: number): Promise<number> {
  const { rowCount } = await db.query(`
    update order_promotion as used set counted = true
      from (select shopper_id, order_id from order_promotion where promotion_id = $1 and not counted limit $2) as each
     where used.shopper_id = each.shopper_id and used.order_id = each.order_id and used.promotion_id = $1
  `, [promotionId, limit])
  return rowCount ?? 0
}

/** By which addresses it was used, and in how many orders each. */
export async function listUsers (db: Db, promotionId: string): Promise<Array<{ email: string, orders: number }>> {
  const { rows } = await db.query<{ email: string, orders: number }>(`
    select email, count(*)::int as orders from (
      select email from order_promotion join orders using (shopper_id, order_id)
       where promotion_id = $1 and status <> 'cancelled' and email <> '' limit $2
    ) as uses group by email
  `, [promotionId, MOST_COUNTED])
  return rows
}

/** `used`: by shopper, as `countedAs` has them. */
export async function saveUsesBy (db: Db, promotionId: string, used: ReadonlyArray<readonly [shopper: string, orders: number]>): Promise<void> {
  await db.query(`
    insert into promotion_use (promotion_id, shopper, used)
    select $1, shopper, used from unnest($2::text[], $3::int[]) as each (shopper, used) order by shopper
    on conflict (promotion_id, shopper) do update set used = excluded.used
  `, [promotionId, used.map(([shopper]) => shopper), used.map(([, orders]) => orders)])
}
