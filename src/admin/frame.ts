import type { FastifyInstance, FastifyRequest } from 'fastify'
import { lowStockOf } from './low-stock.ts'
import { mayDo, type Permission } from './permissions.ts'
import { countToPack } from './queries.ts'
import { countRequestedReturns } from './returns/queries.ts'
import { countWaitingReviews } from './reviews/queries.ts'
import { sayCount } from './saying.ts'

/** The parts of the admin, in the order of its navigation. */
const SECTIONS = [
  { section: 'overview', name: 'Overview', url: '/admin' },
  { section: 'orders', name: 'Orders', url: '/admin/orders', permission: 'orders', counted: 'waiting', unit: 'to pack' },
  { section: 'returns', name: 'Returns', url: '/admin/returns', permission: 'returns', counted: 'returns', unit: 'to decide' },
  { section: 'reviews', name: 'Reviews', url: '/admin/reviews', permission: 'reviews', counted: 'reviews', unit: 'to read' },
  { section: 'products', name: 'Products', url: '/admin/products', permission: 'catalogue' },
  { section: 'categories', name: 'Categories', url: '/admin/categories', permission: 'catalogue' },
  { section: 'stock', name: 'Stock', url: '/admin/stock', permission: 'stock', counted: 'lowStock', unit: 'items low' },
  { section: 'coupons', name: 'Promotions', url: '/admin/coupons', permission: 'promotions' },
  { section: 'customers', name: 'Customers', url: '/admin/customers', permission: 'customers' },
  { section: 'staff', name: 'Staff', url: '/admin/staff', permission: 'admin' },
  { section: 'settings', name: 'Settings', url: '/admin/settings', permission: 'settings' },
  { section: 'audit', name: 'Audit log', url: '/admin/audit', permission: 'admin' }
] as const satisfies ReadonlyArray<{ section: string, name: string, url: string, permission?: Permission | 'admin', counted?: keyof Counts, unit?: string }>

export type Section = typeof SECTIONS[number]['section']

/** What waits to be done. */
export interface Counts { waiting: number, returns: number, reviews: number, lowStock: number }

/** One part in the navigation. */
interface NavItem {
  name: string
  url: string
  current: boolean
  /** What waits there, as words; empty when nothing does. */
  count: string
  unit: string
}

/** What stands around every page of the admin. */
export interface Frame {
  frame: { nav: NavItem[], role: 'Admin' | 'Staff' }
}

/** Every page of the admin passes this on to its template. */
export async function readFrame (app: FastifyInstance, request: FastifyRequest, section: Section): Promise<Frame> {
  return frameOf(request, section, await readCounts(app))
}

export async function readCounts (app: FastifyInstance): Promise<Counts> {
  const [{ placed, paid }, returns, reviews] = await Promise.all([countToPack(app.db), countRequestedReturns(app.db), countWaitingReviews(app.db)])
  return { waiting: placed + paid, returns, reviews, lowStock: lowStockOf(app.catalog.current()).length }
}

/** The same for a page that has counted them itself. */
export function frameOf ({ preferences, customer }: FastifyRequest, section: Section, counts: Counts): Frame {
  const nav = SECTIONS.flatMap(({ name, url, ...each }): NavItem[] => {
    const permission = 'permission' in each ? each.permission : undefined
    if (permission === 'admin' ? customer?.role !== 'admin' : permission !== undefined && !mayDo(customer, permission)) return []
    const count = 'counted' in each ? counts[each.counted] : 0
    return [{ name, url, current: each.section === section, count: count === 0 ? '' : sayCount(count, preferences.locale), unit: 'unit' in each ? each.unit : '' }]
  })
  return { frame: { nav, role: customer?.role === 'admin' ? 'Admin' : 'Staff' } }
}
