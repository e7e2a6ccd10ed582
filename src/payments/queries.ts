import type { OrderId } from '../orders/queries.ts'
import type { Db } from '../plugins/database.ts'
import type { Currency } from '../money.ts'

export interface Payment extends OrderId {
  state: 'waiting' | 'paid' | 'released' | 'ended'
  amountCents: number
  currency: Currency
  /** Raised when the provider has to be asked for another page. */
  attempt: number
  /** Of the page at the provider; null until that has answered. */
  reference: string | null
  /** Null where it cannot be paid, or not yet. */
  pageUrl: string | null
  pageEndsAt: Date
  charge: string | null
  /** Until then the goods are held. */
  payBy: Date
}

const COLUMNS = `
  shopper_id as "shopperId", order_id as "orderId", state, amount_cents as "amountCents", currency, attempt, reference,
  page_url as "pageUrl", page_ends_at as "pageEndsAt", charge, pay_by as "payBy"`

/** Stripe opens a page for half an hour at least; two minutes more are for the way there. */
const SAVE_PAYMENT = `
  insert into payment (shopper_id, order_id, amount_cents, currency, pay_by, page_ends_at, look_at)
  values ($1, $2, $3, $4, now() + make_interval(mins => $5), now() + make_interval(mins => greatest($5, 30) + 2), now() + interval '1 minute')`

/** An order waits for its money for so long; to be run in the order's transaction. */
export async function savePayment (
  db: Db, { shopperId, orderId, amountCents, currency, holdMinutes }: OrderId & { amountCents: number, currency: Currency, holdMinutes: number }
): Promise<void> {
  await db.query(SAVE_PAYMENT, [shopperId, orderId, amountCents, currency, holdMinutes])
}

const FIND_PAYMENT = `select ${COLUMNS} from payment where shopper_id = $1 and order_id = $2`
const LOCK_PAYMENT = `${FIND_PAYMENT} for update`

/** Absent where an order is not, and never was, to be paid by card. */
export async function findPayment (db: Db, { shopperId, orderId }: OrderId): Promise<Payment | undefined> {
  return (await db.query<Payment>(FIND_PAYMENT, [shopperId, orderId])).rows[0]
}

/** Locks it until the transaction ends; that of its order comes before. */
export async function lockPayment (db: Db, { shopperId, orderId }: OrderId): Promise<Payment | undefined> {
  return (await db.query<Payment>(LOCK_PAYMENT, [shopperId, orderId])).rows[0]
}

const START_PAGE = `
  update payment
     set attempt = attempt + case when page_ends_at < clock.soon then 1 else 0 end,
         page_ends_at = case when page_ends_at < clock.soon then (greatest(pay_by, clock.later) at time zone 'UTC' + interval '2 minutes') at time zone 'UTC' else page_ends_at end
    from (select now() + interval '31 minutes' as soon, now() + interval '30 minutes' as later) as clock
   where shopper_id = $1 and order_id = $2 and state = 'waiting' and reference is null and pay_by > now()
  returning ${COLUMNS}`

/**
 * The attempt under which to ask for a page: the last one again, unless the provider would find its end too near. A page that
 * it opened under an earlier one, and whose answer was lost, is known to nobody. Undefined where no page is wanted any more.
 */
export async function startPage (db: Db, { shopperId, orderId }: OrderId): Promise<Payment | undefined> {
  return (await db.query<Payment>(START_PAGE, [shopperId, orderId])).rows[0]
}

/** False when another one was quicker, or nobody may pay any more: then nobody is sent there. */
export async function savePage (db: Db, { shopperId, orderId, attempt }: Payment, { reference, url }: { reference: string, url: string }): Promise<boolean> {
  const { rowCount } = await db.query(`
    update payment set reference = $4, page_url = $5
     where shopper_id = $1 and order_id = $2 and attempt = $3 and state = 'waiting' and (reference is null or reference = $4)
  `, [shopperId, orderId, attempt, reference, url])
  return rowCount === 1
}

/** The page of an attempt is of no use: the next try asks for another. */
export async function saveNextAttempt (db: Db, { shopperId, orderId, attempt }: Payment): Promise<void> {
  await db.query(`
    update payment set attempt = attempt + 1, reference = null, page_url = null, page_ends_at = greatest(pay_by, now() + interval '30 minutes') + interval '2 minutes'
     where shopper_id = $1 and order_id = $2 and attempt = $3 and state = 'waiting'
  `, [shopperId, orderId, attempt])
}

export async function savePaid (db: Db, { shopperId, orderId }: OrderId, { reference, charge }: { reference: string, charge: string }): Promise<void> {
  await db.query(`
    update payment set state = 'paid', reference = $3, charge = $4, page_url = null, look_at = null, paid_at = now() where shopper_id = $1 and order_id = $2
  `, [shopperId, orderId, reference, charge])
}

/** Nobody can pay it any more. */
export async function saveReleased (db: Db, { shopperId, orderId }: OrderId): Promise<void> {
  await db.query(`
    update payment set state = 'released', page_url = null, look_at = null where shopper_id = $1 and order_id = $2 and state = 'waiting'
  `, [shopperId, orderId])
}

/** Nobody should pay it any more: its page is closed afterwards. */
export async function saveEnded (db: Db, { shopperId, orderId }: OrderId): Promise<void> {
  await db.query(`
    update payment set state = 'ended', page_url = null, look_at = case when reference is null then null else clock.now end
      from (select now()) as clock
     where shopper_id = $1 and order_id = $2 and state = 'waiting'
  `, [shopperId, orderId])
}

/** The page of a payment that has ended is closed: there is nothing to ask any more. */
export async function saveClosed (db: Db, { shopperId, orderId }: OrderId): Promise<void> {
  await db.query("update payment set look_at = null where shopper_id = $1 and order_id = $2 and state = 'ended'", [shopperId, orderId])
}

/** Payments that the provider is to be asked about, the longest waiting first. */
export async function listDuePayments (db: Db, limit: number): Promise<OrderId[]> {
  const { rows } = await db.query<OrderId>(`
    select shopper_id as "shopperId", order_id as "orderId" from payment where look_at <= now() order by look_at limit $1
  `, [limit])
  return rows
}

// Again after one minute, two, four, but in any case when the time to pay is over; from then on every minute.
const CLAIM_PAYMENT = `
  update payment
     set looks = looks + 1,
         look_at = case when state = 'waiting' and pay_by > now()
                        then least(pay_by, now() + interval '1 minute' * power(2, least(looks, 6))) else now() + interval '1 minute' end
   where shopper_id = $1 and order_id = $2 and look_at <= now()
  returning ${COLUMNS}, pay_by <= now() as "isOver"`

/** Takes one of them, so that no other process does; due again should this one die. `isOver`: its time to pay is. */
export async function claimPayment (db: Db, { shopperId, orderId }: OrderId): Promise<Payment & { isOver: boolean } | undefined> {
  return (await db.query<Payment & { isOver: boolean }>(CLAIM_PAYMENT, [shopperId, orderId])).rows[0]
}

/** How many orders wait for their money; no more than `limit` are counted. */
export async function countAwaited (db: Db, limit: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(`
    select count(*)::int as count from (select 1 from payment where state = 'waiting' limit $1) as waiting
  `, [limit])
  return rows[0]?.count ?? 0
}

/** What an order is paid by from now on. */
export async function savePaymentMethod (db: Db, { shopperId, orderId }: OrderId, method: string): Promise<void> {
  await db.query('update orders set payment = $3 where shopper_id = $1 and order_id = $2', [shopperId, orderId, method])
}

/** True for the first who tells of this event. */
export async function saveProviderEvent (db: Db, eventId: string): Promise<boolean> {
  const { rowCount } = await db.query('insert into provider_event (event_id) values ($1) on conflict (event_id) do nothing', [eventId])
  return rowCount === 1
}

/** Deletes up to `limit` of those that nobody tells again, and returns how many they were. */
export async function deleteOldProviderEvents (db: Db, limit: number): Promise<number> {
  const { rowCount } = await db.query(`
    delete from provider_event where event_id in (select event_id from provider_event where received_at < now() - interval '90 days' limit $1)
  `, [limit])
  return rowCount ?? 0
}
