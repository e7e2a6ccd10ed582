import { dateFormat } from '../../dates.ts'
import { CURRENCIES, formatMoney } from '../../money.ts'
import type { KeptPromotion, PromotionState, PromotionTerms } from './promotion.ts'
import type { Uses } from './queries.ts'

export const STATE_NAMES: Readonly<Record<PromotionState, string>> = { running: 'Running', 'to-come': 'To come', over: 'Over', off: 'Switched off' }

/** How the dot and the word of an order are painted for a promotion. */
export const COLOURS: Readonly<Record<PromotionState, string>> = { running: 'delivered', 'to-come': 'paid', over: 'placed', off: 'cancelled' }

/** More uses than these are not added up. */
export const MOST_USES = 1000

type Say = { locale: string, categories: ReadonlyArray<{ slug: string, name: string }> }

/** What it does, in one line: `10% off Table from €50.00, until 30 Nov 2026, once per customer, with the code MUGS`. */
export function sayPromotion (terms: PromotionTerms, { locale, categories }: Say): string {
  const { category, minimums, startsAt, endsAt, totalUses, usesPerCustomer, code, stacks } = terms
  const goods = category === null ? '' : categories.find(({ slug }) => slug === category)?.name ?? category
  const day = (at: Date): string => dateFormat('dayOfYear', locale).format(at)
  const parts = [
    `${sayEffect(terms, goods, locale)}${minimums ? ` from ${sayAmounts(minimums, locale)}${goods && terms.kind === 'free-delivery' ? ` of ${goods}` : ''}` : ''}`,
    startsAt ? `from ${day(startsAt)}` : '',
    endsAt ? `until ${day(new Date(endsAt.getTime() - 1))}` : '',
    totalUses === null ? '' : `${sayTimes(totalUses, locale)} in all`,
    usesPerCustomer === null ? '' : `${sayTimes(usesPerCustomer, locale)} per customer`,
    code === null ? 'by itself' : `with the code ${code}`,
    stacks ? 'can be combined with others' : 'not combined with others'
  ]
  return parts.filter(part => part !== '').join(', ')
}

function sayEffect ({ kind, percent, amounts, buy, get }: PromotionTerms, goods: string, locale: string): string {
  const what = goods || 'everything'
  switch (kind) {
    case 'percent': return `${percent}% off ${what}`
    case 'amount': return `${sayAmounts(amounts ?? {}, locale)} off ${what}`
    case 'buy-x-get-y': return `Of every ${(buy ?? 0) + (get ?? 0)} pieces of ${what} the cheapest ${get === 1 ? 'is' : `${get} are`} free`
    case 'free-delivery': return goods ? `Free delivery with something of ${goods}` : 'Free delivery'
  }
}

function sayAmounts (amounts: NonNullable<PromotionTerms['amounts']>, locale: string): string {
  return CURRENCIES.flatMap(currency => amounts[currency] === undefined ? [] : [formatMoney(amounts[currency], currency, locale)]).join(' or ')
}

function sayTimes (count: number, locale: string): string {
  return count === 1 ? 'once' : `${count.toLocaleString(locale)} times`
}

export interface ShownUses {
  count: string
  /** What it took off, by currency; empty where that is nothing, or too much to add up. */
  off: string[]
  /** How many are left to use; empty where there is no limit. */
  left: string
}

export function showUses (uses: readonly Uses[], { totalUses, counted }: KeptPromotion, locale: string): ShownUses {
  const orders = uses.reduce((sum, each) => sum + each.orders, 0)
  const isMany = orders > MOST_USES
  return {
    count: isMany ? `${MOST_USES.toLocaleString(locale)}+` : orders.toLocaleString(locale),
    off: isMany ? [] : uses.filter(({ offCents }) => offCents > 0).map(({ currency, offCents }) => formatMoney(offCents, currency, locale)),
    left: totalUses === null ? '' : Math.max(0, totalUses - counted).toLocaleString(locale)
  }
}

/** Why it is over although its days are not. */
export function isUsedUp ({ totalUses, counted }: KeptPromotion): boolean {
  return totalUses !== null && counted >= totalUses
}
