import type { Role } from '../../plugins/session/lifetimes.ts'
import { sayCount, sayMoment, sayMomentFully } from '../saying.ts'
import { customersUrl, opposite, type CustomerFilter, type Sort } from './filter.ts'
import type { ListedCustomer, PartCounts } from './list-queries.ts'

export const ROLE_NAMES: Readonly<Record<Role, string>> = { shopper: 'Customer', staff: 'Staff', admin: 'Admin' }

/** What stands beside a customer's name; empty for most. `colour`: of the status of an order. */
export function marksOf ({ role, staffRole, isLocked, isConfirmed }: Pick<ListedCustomer, 'role' | 'staffRole' | 'isLocked' | 'isConfirmed'>): Array<{ text: string, colour: string }> {
  return [
    ...isLocked ? [{ text: 'Locked', colour: 'cancelled' }] : [],
    ...isConfirmed ? [] : [{ text: 'E-mail not confirmed', colour: 'placed' }],
    ...role === 'shopper' ? [] : [{ text: staffRole ?? ROLE_NAMES[role], colour: 'paid' }]
  ]
}

export function describeCustomer (customer: ListedCustomer, now: Date, locale: string): object {
  const { joinedAt } = customer
  return { ...customer, marks: marksOf(customer), joined: sayMoment(joinedAt, now, locale), joinedFully: sayMomentFully(joinedAt, now, locale) }
}

/** Everybody, and the parts of the list. Counted only where nothing else is asked for. */
export function partTabs (filter: CustomerFilter, counts: PartCounts | undefined, locale: string): object[] {
  const tab = (text: string, part: CustomerFilter['part'], count: number | undefined): object =>
    ({ text, url: customersUrl(filter, { part }), current: filter.part === part, count: count === undefined ? '' : sayCount(count, locale) })
  return [tab('All', undefined, counts?.all), tab('Locked', 'locked', counts?.locked), tab('E-mail not confirmed', 'unconfirmed', counts?.unconfirmed)]
}

/** The head of the table. Of too many, none is sorted by name. */
export function headingsOf (filter: CustomerFilter, tooMany: boolean): object[] {
  const heading = (text: string, first?: Sort, kind = ''): object => {
    const isCurrent = first !== undefined && [first, opposite(first)].includes(filter.sort)
    return {
      text,
      kind,
      url: first ? customersUrl(filter, { sort: isCurrent ? opposite(filter.sort) : first }) : '',
      sorted: !isCurrent ? '' : filter.sort.endsWith('asc') ? 'ascending' : 'descending'
    }
  }
  return [heading('Name', tooMany ? undefined : 'name-asc'), heading('Joined', 'joined-desc'), heading('E-mail'), heading('Orders', undefined, 'num'), heading('Status')]
}

const LADDER: ReadonlyArray<[ms: number, text: string]> = [
  [30 * 60_000, 'In the last half hour'], [3 * 60 * 60_000, 'In the last 3 hours'], [24 * 60 * 60_000, 'In the last day'], [3 * 24 * 60 * 60_000, 'In the last 3 days']
]

/**
 * When somebody was last seen, as exactly as is known: a visit is noted when a tenth of what its session lives for is over, so
 * anything since then may have gone unnoticed.
 */
export function sayLastSeen (seenAt: Date, now: Date, locale: string): string {
  const age = now.getTime() - seenAt.getTime()
  return LADDER.find(([ms]) => age <= ms)?.[1] ?? `About ${sayMoment(seenAt, now, locale)}`
}
