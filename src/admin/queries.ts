import type { Db } from '../plugins/database.ts'

/** Orders of a status, or of a search, are counted up to this and no further. */
export const MOST_COUNTED = 1000

/** How many orders wait to be packed, which those that wait for a payment by card do not. Of each status no more are counted than one more than `MOST_COUNTED`. */
export async function countWaiting (db: Db): Promise<number> {
  const { rows } = await db.query<{ count: number }>(`
    select greatest(0, (select count(*) from (select from orders where status = 'placed' limit $1) as placed) -
            (select count(*) from (select from payment where state = 'waiting' limit $1) as unpaid) +
            (select count(*) from (select from orders where status = 'paid' limit $1) as paid))::int as count
  `, [MOST_COUNTED + 1])
  return rows[0]?.count ?? 0
}
