import type { FieldErrors } from '../../accounts/forms.ts'
import { PERMISSION_NAMES, PERMISSIONS, type Permission } from '../permissions.ts'

/** What somebody who works here may be: an admin, or staff with a role of the table. */
export type Post = { role: 'admin', staffRole: null } | { role: 'staff', staffRole: string }

/** A post as a form names it. No role of the table is called so: see `parseRole`. */
const ADMIN = 'admin'

/** Whether the role is there, the database tells. */
export function parsePost (typed: string): Post {
  return typed === ADMIN ? { role: 'admin', staffRole: null } : { role: 'staff', staffRole: typed }
}

export function nameOfPost ({ role, staffRole }: { role: string, staffRole: string | null }): string {
  return role === 'admin' ? ADMIN : staffRole ?? ''
}

/** A role of staff, as a form has it. */
export interface TypedRole {
  name: string
  permissions: readonly Permission[]
}

const MAX_NAME = 60

/** A role as it was typed. `key` names it in addresses, from its first name on. */
export function parseRole (name: string, ticked: readonly string[]): { key: string, typed: TypedRole, errors: FieldErrors } {
  const key = keyOf(name)
  const typed = { name: name.trim(), permissions: PERMISSIONS.filter(known => ticked.includes(known)) }
  return { key, typed, errors: { ...checkName(typed.name, key), ...checkPermissions(typed.permissions) } }
}

function checkPermissions (ticked: readonly Permission[]): FieldErrors {
  if (ticked.length === 0) return { permissions: 'Tick what the role allows, one thing at least' }
  // Money goes back on the page of the order.
  return ticked.includes('refunds') && !ticked.includes('orders') ? { permissions: `${PERMISSION_NAMES.refunds}: this needs “${PERMISSION_NAMES.orders}”, too` } : {}
}

function checkName (name: string, key: string): FieldErrors {
  if (name === '') return { name: 'Enter a name for the role' }
  if (name.length > MAX_NAME) return { name: `Enter a name of at most ${MAX_NAME} characters` }
  if (key === '' || /[\p{C}\u2028\u2029]/u.test(name)) return { name: 'Enter a name with letters from A to Z, or digits' }
  return [ADMIN, 'roles', 'invitations'].includes(key) ? { name: 'This word means something else here. Choose another name' } : {}
}

/** `Order desk` → `order-desk` */
function keyOf (name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 60).replace(/-$/, '')
}

/** The permissions as boxes of a form. */
export function boxesOf (ticked: readonly string[]): Array<{ value: Permission, text: string, checked: boolean }> {
  return PERMISSIONS.map(value => ({ value, text: PERMISSION_NAMES[value], checked: ticked.includes(value) }))
}

/** A role as fields of a form, to be compared with another. */
export function fieldsOf ({ name, permissions }: { name: string, permissions: readonly string[] }): Record<string, string> {
  return { Name: name, ...Object.fromEntries(PERMISSIONS.map(known => [PERMISSION_NAMES[known], permissions.includes(known) ? 'allowed' : 'not allowed'])) }
}

/** What a role allows, in words. A permission that the code does not know allows nothing. */
export function namesOf (permissions: readonly string[]): string[] {
  return PERMISSIONS.filter(known => permissions.includes(known)).map(known => PERMISSION_NAMES[known])
}
