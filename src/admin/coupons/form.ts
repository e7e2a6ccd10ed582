import { Type, type Static } from 'typebox'
import type { FieldErrors } from '../../accounts/forms.ts'
import { isCouponCode } from '../../cart/schema.ts'
import { CURRENCIES, type Currency } from '../../money.ts'
import { Version } from '../../plugins/schemas.ts'
import { parseAmount } from '../order/refund-form.ts'
import { KINDS, type Kind, type PromotionTerms } from './promotion.ts'

const Typed = Type.Optional(Type.String({ maxLength: 200 }))
const FIELDS = {
  name: Typed, name_de: Typed, code: Typed, kind: Type.Enum(KINDS), percent: Typed,
  amount_EUR: Typed, amount_GBP: Typed, amount_USD: Typed, buy: Typed, get: Typed, category: Typed,
  minimum_EUR: Typed, minimum_GBP: Typed, minimum_USD: Typed, first_day: Typed, last_day: Typed,
  total_uses: Typed, uses_per_customer: Typed, stacks: Type.Optional(Type.Literal('1')),
  /** Empty when it is to be saved. */
  look: Type.Optional(Type.Literal('1'))
}
export const NewForm = Type.Object(FIELDS, { additionalProperties: false })
export const ChangeForm = Type.Object({ ...FIELDS, version: Version }, { additionalProperties: false })
export const SwitchForm = Type.Object({ version: Version, active: Type.Enum(['0', '1']) }, { additionalProperties: false })

/** What stands in the fields. */
export type TypedPromotion = Static<typeof NewForm>

const MAX_NAME = 80
const MOST = { percent: 100, pieces: 99, uses: 100_000 }
const DAY_MS = 86_400_000

/** The terms that were typed, where nothing is wrong. Days are in UTC; one that was not touched keeps its moment, which `before` has. */
export function parsePromotion (typed: TypedPromotion, categories: readonly string[], before?: PromotionTerms): { terms?: PromotionTerms, errors: FieldErrors } {
  const errors: Record<string, string> = {}
  const read = (field: keyof TypedPromotion): string => (typed[field] ?? '').trim()
  const whole = (field: keyof TypedPromotion, most: number, sentence: string): number | null => {
    const text = read(field)
    if (text === '') return null
    const number = /^\d{1,7}$/.test(text) ? Number(text) : 0
    if (number < 1 || number > most) errors[field] = sentence
    return number
  }
  const needed = (field: keyof TypedPromotion, most: number, sentence: string): number | null => {
    if (read(field) === '') errors[field] = sentence
    return whole(field, most, sentence)
  }

  const name = read('name')
  if (name === '') errors.name = 'Enter the name that customers see'
  for (const field of ['name', 'name_de'] as const) if ([...read(field)].length > MAX_NAME) errors[field] = `Enter a name of at most ${MAX_NAME} characters`
  const code = read('code').toUpperCase()
  if (code !== '' && !isCouponCode(code)) errors.code = 'Enter a code of 2 to 40 letters, digits and hyphens, without spaces'

  const { kind } = typed
  const percent = kind === 'percent' ? needed('percent', MOST.percent, 'Enter a whole number of percent from 1 to 100') : null
  const buy = kind === 'buy-x-get-y' ? needed('buy', MOST.pieces, 'Enter how many are paid for, from 1 to 99') : null
  const get = kind === 'buy-x-get-y' ? needed('get', MOST.pieces, 'Enter how many are free, from 1 to 99') : null
  const amounts = kind === 'amount' ? parseAmounts('amount', read, errors) : null
  if (kind === 'amount' && !amounts && !CURRENCIES.some(currency => errors[`amount_${currency}`])) errors.amount_EUR = 'Enter an amount in at least one currency'
  const minimums = parseAmounts('minimum', read, errors)

  const category = read('category') || null
  if (category !== null && !categories.includes(category)) errors.category = 'Choose a category that there is'
  const startsAt = parseDay(read('first_day'), before?.startsAt, dayOf, 0, () => { errors.first_day = 'Enter the first day as a date, such as 2026-11-20' })
  const endsAt = parseDay(read('last_day'), before?.endsAt, lastDayOf, DAY_MS, () => { errors.last_day = 'Enter the last day as a date, such as 2026-11-30' })
  if (startsAt && endsAt && endsAt <= startsAt) errors.last_day = 'The last day must not be before the first'

  const uses = `Enter a whole number from 1 to ${MOST.uses.toLocaleString('en')}, or nothing`
  const totalUses = whole('total_uses', MOST.uses, uses)
  const usesPerCustomer = whole('uses_per_customer', MOST.uses, uses)
  if (code === '' && usesPerCustomer !== null) errors.uses_per_customer = 'Only what has a code can be limited for each customer: nobody is known before they order'
  if (Object.keys(errors).length > 0) return { errors }
  return {
    errors,
    terms: {
      code: code || null, name, germanName: read('name_de'), kind, percent, amounts, buy, get, category, minimums, startsAt, endsAt, totalUses, usesPerCustomer, stacks: typed.stacks === '1'
    }
  }
}

function parseAmounts (prefix: 'amount' | 'minimum', read: (field: keyof TypedPromotion) => string, errors: Record<string, string>): PromotionTerms['amounts'] {
  const amounts = CURRENCIES.flatMap((currency): Array<[Currency, number]> => {
    const text = read(`${prefix}_${currency}`)
    if (text === '') return []
    const cents = parseAmount(text)
    if (cents === undefined || cents === 0) errors[`${prefix}_${currency}`] = `Enter an amount in ${currency} such as 12.50, or nothing`
    return [[currency, cents ?? 0]]
  })
  return amounts.length > 0 ? Object.fromEntries(amounts) : null
}

function parseDay (text: string, before: Date | null | undefined, dayAs: (at: Date | null) => string, addMs: number, refuse: () => void): Date | null {
  if (text === '') return null
  if (before && dayAs(before) === text) return before
  const day = new Date(`${text}T00:00:00Z`)
  const isDay = /^20\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
  if (!isDay) refuse()
  return isDay ? new Date(day.getTime() + addMs) : null
}

function dayOf (at: Date | null): string {
  return at?.toISOString().slice(0, 10) ?? ''
}

/** The day before the moment at which it is over. */
function lastDayOf (at: Date | null): string {
  return at ? dayOf(new Date(at.getTime() - 1)) : ''
}

/** What its form shows. */
export function typedOf (terms: PromotionTerms): TypedPromotion {
  const text = (number: number | null): string => number === null ? '' : String(number)
  const money = (cents: number | undefined): string => cents === undefined ? '' : (cents / 100).toFixed(2)
  return {
    name: terms.name, name_de: terms.germanName, code: terms.code ?? '', kind: terms.kind, percent: text(terms.percent), buy: text(terms.buy), get: text(terms.get),
    amount_EUR: money(terms.amounts?.EUR), amount_GBP: money(terms.amounts?.GBP), amount_USD: money(terms.amounts?.USD), category: terms.category ?? '',
    minimum_EUR: money(terms.minimums?.EUR), minimum_GBP: money(terms.minimums?.GBP), minimum_USD: money(terms.minimums?.USD),
    first_day: dayOf(terms.startsAt), last_day: lastDayOf(terms.endsAt), total_uses: text(terms.totalUses), uses_per_customer: text(terms.usesPerCustomer),
    ...terms.stacks && { stacks: '1' }
  }
}

export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  percent: 'Percent off', amount: 'An amount off', 'buy-x-get-y': 'Buy some, get some free', 'free-delivery': 'Free delivery'
}
