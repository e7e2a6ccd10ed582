import type { Currency } from '../../money.ts'
import type { Db } from '../../plugins/database.ts'
import type { KeptPromotion, PromotionState, PromotionTerms } from './promotion.ts'

const COLUMNS = `promotion.promotion_id as "promotionId", code, promotion.name, coalesce(promotion_text.name, '') as "germanName", kind, percent, amounts, buy, get, category,
       minimums, starts_at as "startsAt", ends_at as "endsAt", total_uses as "totalUses", uses_per_customer as "usesPerCustomer", stacks, active, version,
       coalesce(used, 0) as counted,
       case when not active then 'off' when ends_at <= now() or used >= total_uses then 'over' when starts_at > now() then 'to-come' else 'running' end as state`
const FROM = `from promotion
  left join promotion_text on promotion_text.promotion_id = promotion.promotion_id and language = 'de'
  left join promotion_use on promotion_use.promotion_id = promotion.promotion_id and shopper = ''`
const FOUND = '($1 = \'\' or code like upper($1) or lower(promotion.name) like lower($1) or lower(promotion_text.name) like lower($1))'

const LIST = `
select * from (select ${COLUMNS} ${FROM} where ${FOUND}) as each
 where state = $2 order by coalesce("startsAt", 'epoch') desc, name, "promotionId" offset $3 limit $4`
const COUNT = `select state, count(*)::int as count from (select ${COLUMNS} ${FROM} where ${FOUND}) as each group by state`
const BY_ID = `select ${COLUMNS} ${FROM} where promotion.promotion_id = $1`

/** `pattern`: of LIKE, of the code or a name; empty for all. There are as many as admins have made, so none needs an index. */
export async function listPromotionsOf (db: Db, state: PromotionState, pattern: string, { offset, limit }: { offset: number, limit: number }): Promise<KeptPromotion[]> {
  const { rows } = await db.query<KeptPromotion>(LIST, [pattern, state, offset, limit])
  return rows
}

export async function countPromotions (db: Db, pattern: string): Promise<Partial<Record<PromotionState, number>>> {
  const { rows } = await db.query<{ state: PromotionState, count: number }>(COUNT, [pattern])
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

export async function findKeptPromotion (db: Db, promotionId: string): Promise<KeptPromotion | undefined> {
  const { rows } = await db.query<KeptPromotion>(BY_ID, [promotionId])
  return rows[0]
}

/** Locks it until the transaction ends, and returns its version; undefined when there is none. */
export async function lockPromotion (db: Db, promotionId: string): Promise<number | undefined> {
  const { rows } = await db.query<{ version: number }>('select version from promotion where promotion_id = $1 for update', [promotionId])
  return rows[0]?.version
}

const valuesOf = (promotionId: string, terms: PromotionTerms): unknown[] => [
  promotionId, terms.code, terms.name, terms.kind, terms.percent, terms.amounts, terms.buy, terms.get, terms.category, terms.minimums, terms.startsAt, terms.endsAt,
  terms.totalUses, terms.usesPerCustomer, terms.stacks
]

/** Throws a unique violation (23505) when there is a promotion of this code, a foreign key violation (23503) when there is no such category. */
export async function addPromotion (db: Db, promotionId: string, terms: PromotionTerms): Promise<void> {
  await db.query(`
    insert into promotion (promotion_id, code, name, kind, percent, amounts, buy, get, category, minimums, starts_at, ends_at, total_uses, uses_per_customer, stacks)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
  `, valuesOf(promotionId, terms))
}

/** Throws the same. */
export async function savePromotion (db: Db, promotionId: string, terms: PromotionTerms): Promise<void> {
  await db.query(`
    update promotion set code = $2, name = $3, kind = $4, percent = $5, amounts = $6, buy = $7, get = $8, category = $9, minimums = $10, starts_at = $11, ends_at = $12,
                         total_uses = $13, uses_per_customer = $14, stacks = $15, version = version + 1
     where promotion_id = $1
  `, valuesOf(promotionId, terms))
}

export async function savePromotionActive (db: Db, promotionId: string, active: boolean): Promise<void> {
  await db.query('update promotion set active = $2, version = version + 1 where promotion_id = $1', [promotionId, active])
}

export async function saveGermanName (db: Db, promotionId: string, name: string): Promise<void> {
  await db.query(`
    insert into promotion_text (promotion_id, language, name) values ($1, 'de', $2)
    on conflict (promotion_id, language) do update set name = excluded.name
  `, [promotionId, name])
}

export interface Uses { currency: Currency, orders: number, offCents: number }

/** In how many orders it was used that were not cancelled, and what it took off their goods. Adds up no more than `limit` orders. */
export async function sumUses (db: Db, promotionId: string, limit: number): Promise<Uses[]> {
  const { rows } = await db.query<Uses>(`
    select currency, count(*)::int as orders, sum(discount_cents)::float8 as "offCents" from (
      select currency, order_promotion.discount_cents from order_promotion join orders using (shopper_id, order_id)
       where promotion_id = $1 and status <> 'cancelled' limit $2
    ) as uses
     group by currency order by currency
  `, [promotionId, limit])
  return rows
}
