import type { Db } from '../../plugins/database.ts'

/** Of a row of many views, more are not shown. */
const MOST_SHOWN = 60

/** A list of orders that has a name. */
export interface OrderView {
  viewId: string
  /** Whose it is. */
  shopperId: string
  ownerName: string
  name: string
  /** The query string of the list. */
  query: string
  shared: boolean
  version: number
}

const COLUMNS = 'view_id as "viewId", shopper_id as "shopperId", owner_name as "ownerName", name, query, shared, version'
const LIST_VIEWS = `select ${COLUMNS} from order_view where shopper_id = $1 or shared order by lower(name), view_id limit ${MOST_SHOWN}`
const LOCK_VIEW = `select ${COLUMNS} from order_view where view_id = $1 for update`
const FIND_VIEW = `select ${COLUMNS} from order_view where view_id = $1`

/** Their own and those that are shared, by name. */
export async function listViews (db: Db, shopperId: string): Promise<OrderView[]> {
  return (await db.query<OrderView>(LIST_VIEWS, [shopperId])).rows
}

export async function findView (db: Db, viewId: string): Promise<OrderView | undefined> {
  return (await db.query<OrderView>(FIND_VIEW, [viewId])).rows[0]
}

/** The same, locked until the transaction ends. */
export async function lockView (db: Db, viewId: string): Promise<OrderView | undefined> {
  return (await db.query<OrderView>(LOCK_VIEW, [viewId])).rows[0]
}

export async function countOwnViews (db: Db, shopperId: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>('select count(*)::int as count from order_view where shopper_id = $1', [shopperId])
  return rows[0]?.count ?? 0
}

export async function saveNewView (db: Db, { viewId, shopperId, ownerName, name, query, shared }: OrderView): Promise<void> {
  await db.query('insert into order_view (view_id, shopper_id, owner_name, name, query, shared) values ($1, $2, $3, $4, $5, $6)', [viewId, shopperId, ownerName, name, query, shared])
}

/** Of a view that is locked. */
export async function saveView (db: Db, { viewId, name, shared }: Pick<OrderView, 'viewId' | 'name' | 'shared'>): Promise<void> {
  await db.query('update order_view set name = $2, shared = $3, version = version + 1 where view_id = $1', [viewId, name, shared])
}

export async function deleteView (db: Db, viewId: string): Promise<void> {
  await db.query('delete from order_view where view_id = $1', [viewId])
}

/** Of who does not work here any more: what they had for themselves goes, what they shared stays without their name. */
export async function clearDesk (db: Db, shopperId: string): Promise<void> {
  await db.query('delete from admin_setting where shopper_id = $1', [shopperId])
  await db.query('delete from order_view where shopper_id = $1 and not shared', [shopperId])
  await db.query("update order_view set owner_name = 'A former colleague', version = version + 1 where shopper_id = $1", [shopperId])
}
