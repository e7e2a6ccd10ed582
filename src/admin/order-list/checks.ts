import { UUID } from '../../plugins/schemas.ts'
import { checkDays } from '../days.ts'
import type { OrderFilter } from './filter.ts'

export type FilterErrors = Partial<Record<'from' | 'to' | 'min_total' | 'max_total' | 'customer', string>>

/** What of a filter cannot be, as its fields say it. */
export function checkFilter ({ from, to, min_total, max_total, customer }: Partial<OrderFilter>): FilterErrors {
  return {
    ...checkDays(from, to),
    ...checkTotals(min_total, max_total),
    ...customer !== undefined && !customer.includes('@') && !UUID.test(customer) && { customer: 'Customer must be an e-mail address, or the id of a customer' }
  }
}

function checkTotals (least: string | undefined, most: string | undefined): FilterErrors {
  const errors: FilterErrors = {}
  if (least !== undefined && parseTotal(least) === undefined) errors.min_total = 'The lowest total must be a sum, such as 25 or 24.90'
  if (most !== undefined && parseTotal(most) === undefined) errors.max_total = 'The highest total must be a sum, such as 25 or 24.90'
  const [low = 0, high = Infinity] = [least && parseTotal(least), most && parseTotal(most)].map(cents => cents === '' ? undefined : cents)
  if (Object.keys(errors).length === 0 && high < low) errors.max_total = 'The highest total must not be below the lowest'
  return errors
}

/** A sum as it was typed, in minor units of whichever currency; undefined where it is none. */
export function parseTotal (text: string): number | undefined {
  const [, whole, part = ''] = /^(\d{1,7})(?:[.,](\d{1,2}))?$/.exec(text) ?? []
  return whole === undefined ? undefined : Number(whole) * 100 + Number(part.padEnd(2, '0'))
}

/** The same filter without the fields that are wrong, and without those that belong to them. */
export function withoutMistakes (filter: OrderFilter, errors: FilterErrors): OrderFilter {
  const { from, to, min_total, max_total, customer, ...rest } = filter
  return {
    ...rest,
    ...!errors.from && !errors.to && { ...from && { from }, ...to && { to } },
    ...!errors.min_total && !errors.max_total && { ...min_total && { min_total }, ...max_total && { max_total } },
    ...!errors.customer && customer && { customer }
  }
}
