import type { Currency } from '../../money.ts'
import type { Db } from '../../plugins/database.ts'
import { RETURN_COLUMNS, type KeptReturn } from '../../returns/queries.ts'
import type { ReturnState } from '../../returns/return.ts'
import { MOST_COUNTED } from '../queries.ts'

/** A return with the order that it is of. */
export interface ListedReturn extends KeptReturn {
  number: string
  name: string
  currency: Currency
}

const LISTED = `
    select${RETURN_COLUMNS}, orders.number, orders.name, orders.currency
      from order_return join orders on orders.shopper_id = order_return.shopper_id and orders.order_id = order_return.order_id`
const BY_ID = `${LISTED} where return_id = $1`
const OLDEST = `${LISTED} where state = $1 order by requested_at, return_id offset $2 limit $3`
const LATEST = `${LISTED} where state = $1 order by requested_at desc, return_id desc offset $2 limit $3`

// What waits longest comes first; of what is over, the latest.
const LISTS: Readonly<Record<ReturnState, string>> = { requested: OLDEST, approved: OLDEST, received: LATEST, refused: LATEST, withdrawn: LATEST }

export async function listReturnsByState (db: Db, state: ReturnState, offset: number, limit: number): Promise<ListedReturn[]> {
  const { rows } = await db.query<ListedReturn>(LISTS[state], [state, offset, limit])
  return rows
}

export async function findReturn (db: Db, returnId: string): Promise<ListedReturn | undefined> {
  const { rows } = await db.query<ListedReturn>(BY_ID, [returnId])
  return rows[0]
}

/** How many wait to be decided on; no more are counted than one more than `MOST_COUNTED`. */
export async function countRequestedReturns (db: Db): Promise<number> {
  const { rows } = await db.query<{ count: number }>(`
    select count(*)::int as count from (select 1 from order_return where state = 'requested' limit $1) as requested
  `, [MOST_COUNTED + 1])
  return rows[0]?.count ?? 0
}
