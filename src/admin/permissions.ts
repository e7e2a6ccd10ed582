import type { ForStaff } from '../access.ts'
import type { Customer } from '../plugins/session/queries.ts'

/** What a role of staff may allow. Whoever may change something may look at it, too. */
export const PERMISSIONS = ['orders', 'refunds', 'returns', 'reviews', 'catalogue', 'stock', 'customers', 'promotions', 'settings', 'reports'] as const
export type Permission = typeof PERMISSIONS[number]

/** What each of them means, as a form says it. */
export const PERMISSION_NAMES: Readonly<Record<Permission, string>> = {
  orders: 'See and work on orders',
  refunds: 'Refund orders',
  returns: 'Decide on returns',
  reviews: 'Publish, refuse and answer reviews',
  catalogue: 'Change products, prices, categories and pictures',
  stock: 'Change stock',
  customers: 'See and change customers',
  promotions: 'Change promotions',
  settings: 'Change the settings of the shop',
  reports: 'See sales and live carts'
}

/** Whether a rule of src/access.ts lets them pass. */
export function isPermitted (customer: Customer, access: ForStaff): boolean {
  if (access === 'admin') return customer.role === 'admin'
  if (access === 'staff') return customer.role !== 'shopper'
  const permission = PERMISSIONS.find(known => `staff:${known}` === access)
  return permission !== undefined && mayDo(customer, permission)
}

/** True for admins in everything, and for staff in what their role allows. */
export function mayDo (customer: Customer | undefined, permission: Permission): boolean {
  return customer?.role === 'admin' || (customer?.role === 'staff' && customer.permissions.includes(permission))
}
