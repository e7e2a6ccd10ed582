import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Db } from '../../plugins/database.ts'
import { COLUMN_NAMES, type ColumnName } from './columns.ts'
import { findSetting } from './layout-queries.ts'

export const LAYOUT = 'orders'
export const ORDERS_ON_A_PAGE = [25, 50, 100] as const

const OrderLayout = Type.Object({ columns: Type.Array(Type.Enum(COLUMN_NAMES)), pageSize: Type.Enum(ORDERS_ON_A_PAGE) })
/** How somebody has the list of orders: which columns, and how many on a page. */
export type OrderLayout = Static<typeof OrderLayout>
const StoredLayout = Compile(OrderLayout)

export const DEFAULT_LAYOUT: OrderLayout = { columns: ['placed', 'customer', 'email', 'items', 'status', 'total'], pageSize: 50 }

/** What is stored and does not fit is as if there were nothing. */
export async function readLayout (db: Db, shopperId: string | undefined): Promise<OrderLayout> {
  const stored = shopperId === undefined ? undefined : await findSetting(db, shopperId, LAYOUT)
  return StoredLayout.Check(stored) ? inOrder(stored) : DEFAULT_LAYOUT
}

/** Reads the form. Undefined for what no form of ours sends. */
export function parseLayout (columns: readonly string[], pageSize: string): OrderLayout | undefined {
  const layout = { columns, pageSize: Number(pageSize) }
  return StoredLayout.Check(layout) ? inOrder(layout) : undefined
}

function inOrder ({ columns, pageSize }: OrderLayout): OrderLayout {
  return { columns: COLUMN_NAMES.filter((name): name is ColumnName => columns.includes(name)), pageSize }
}
