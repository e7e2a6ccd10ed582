import type { Db } from '../plugins/database.ts'

/** Orders of a status, or of a search, are counted up to this and no further. */
export const MOST_COUNTED = 1000

const COUNT_TO_PACK = `
    select (select count(*)::int from (
             select 1 from orders where status = 'placed' and not exists (
               select from payment where payment.shopper_id = orders.shopper_id and payment.order_id = orders.order_id and payment.state = 'waiting') limit $1) as placed) as placed,
           (select count(*)::int from (select 1 from orders where status = 'paid' limit $1) as paid) as paid`

/** How many orders wait to be packed, which those that wait for a payment by card do not. Of each status no more are counted than one more than `MOST_COUNTED`. */
export async function countToPack (db: Db): Promise<{ placed: number, paid: number }> {
  const { rows } = await db.query<{ placed: number, paid: number }>(COUNT_TO_PACK, [MOST_COUNTED + 1])
  return rows[0] ?? { placed: 0, paid: 0 }
}
