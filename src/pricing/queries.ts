import type { Db } from '../plugins/database.ts'
import type { StoredMethod, StoredPromotion, StoredTaxRate } from './terms.ts'

/** Every way to send to every country, with what it costs. */
export async function listDeliveryMethods (db: Db): Promise<StoredMethod[]> {
  const { rows } = await db.query<StoredMethod>(`
    select country, method, fewest_days as "fewestDays", most_days as "mostDays",
           (select json_agg(json_build_object('currency', currency, 'upToGrams', up_to_grams, 'priceCents', price_cents, 'freeFromCents', free_from_cents))
              from delivery_rate as rate
             where rate.zone = delivery_method.zone and rate.method = delivery_method.method) as rates
      from delivery_zone
      join delivery_method using (zone)
  `)
  return rows
}

export async function listTaxRates (db: Db): Promise<StoredTaxRate[]> {
  const { rows } = await db.query<StoredTaxRate>('select country, tax_class as "taxClass", rate_bps as "rateBps" from tax_rate')
  return rows
}

/** Promotions that are switched on. */
export async function listPromotions (db: Db): Promise<StoredPromotion[]> {
  const { rows } = await db.query<StoredPromotion>(`
    select promotion.promotion_id as "promotionId", code, name, kind, percent, amounts, buy, get, category, minimums, starts_at as "startsAt",
           ends_at as "endsAt", total_uses as "totalUses", uses_per_customer as "usesPerCustomer", stacks,
           coalesce(used.used >= total_uses, false) as "usedUp"
      from promotion
      left join promotion_use as used on used.promotion_id = promotion.promotion_id and used.shopper = ''
     where active
     order by promotion.promotion_id
  `)
  return rows
}

/** Those of the promotions that may be used at this moment of the database's clock. */
export async function listOpenPromotions (db: Db, promotionIds: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ promotionId: string }>(`
    select promotion_id as "promotionId" from promotion
     where promotion_id = any($1) and active and coalesce(starts_at <= now(), true) and coalesce(ends_at > now(), true)
  `, [promotionIds])
  return rows.map(({ promotionId }) => promotionId)
}

/** Counts one use more, of a shopper's or of all (`shopper` is empty). False, and nothing counted, when all `limit` are used up. */
export async function savePromotionUse (db: Db, { promotionId, shopper, limit }: { promotionId: string, shopper: string, limit: number }): Promise<boolean> {
  const { rowCount } = await db.query(`
    insert into promotion_use (promotion_id, shopper, used) values ($1, $2, 1)
    on conflict (promotion_id, shopper) do update set used = promotion_use.used + 1 where promotion_use.used < $3
  `, [promotionId, shopper, limit])
  return rowCount === 1
}

/** Gives a use back. */
export async function deletePromotionUse (db: Db, promotionId: string, shopper: string): Promise<void> {
  await db.query('update promotion_use set used = used - 1 where promotion_id = $1 and shopper = $2 and used > 0', [promotionId, shopper])
}

/** How often a promotion was used, in all and by this shopper. */
export async function countPromotionUses (db: Db, promotionId: string, shopper: string): Promise<{ all: number, own: number }> {
  const { rows } = await db.query<{ shopper: string, used: number }>(`
    select shopper, used from promotion_use where promotion_id = $1 and shopper = any($2)
  `, [promotionId, ['', shopper]])
  return { all: rows.find(row => row.shopper === '')?.used ?? 0, own: rows.find(row => row.shopper === shopper && shopper !== '')?.used ?? 0 }
}
