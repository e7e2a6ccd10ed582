import type { Customer } from '../../plugins/session/queries.ts'
import { orderListUrl } from '../order-list/filter.ts'
import { readListed } from '../order-list/listed.ts'
import type { Tab } from '../order-list/saying.ts'
import type { OrderView } from './queries.ts'

export const LONGEST_NAME = 40
export const MOST_OWN = 20

/** Saved views as tabs; the one that is open asks for just what the address does. */
export function viewTabs (views: readonly OrderView[], asked: string): Tab[] {
  return views.map(({ name, query }) => ({ text: name, url: addressOf(query), current: query === asked, count: '' }))
}

/** Where it leads. What it asked for may not be known any more: then to all orders. */
export function addressOf (query: string): string {
  return orderListUrl(readListed(query) ?? {})
}

/** Its owner may, and with shared ones admins, too. */
export function mayChange ({ shopperId, shared }: OrderView, customer: Customer): boolean {
  return shopperId === customer.shopperId || (shared && customer.role === 'admin')
}

/** A name as it is kept. */
export function tidyName (typed: string): string {
  return typed.normalize('NFC').replace(/\s+/g, ' ').trim()
}

export function checkName (name: string): string | undefined {
  if (name === '') return 'Give the view a name'
  return [...name].length > LONGEST_NAME ? `The name must have ${LONGEST_NAME} characters or fewer` : undefined
}
