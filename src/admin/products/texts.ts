import type { Currency } from '../../money.ts'
import { parseAmount } from '../order/refund-form.ts'

/** One line of text as it is kept: no control characters, single blanks. */
export function cleanLine (text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim().normalize('NFC')
}

/** Several lines of text. */
export function cleanText (text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n]+/gu, ' ').trim().normalize('NFC')
}

export const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/
export const SKU = /^[A-Z0-9]+(-[A-Z0-9]+)*$/
/** Addresses of the admin that stand where a slug would. */
const TAKEN = ['new', 'prices', 'import', 'changes']

export function isSlug (text: string): boolean {
  return SLUG.test(text) && text.length <= 80 && !TAKEN.includes(text)
}

export function isSku (text: string): boolean {
  return SKU.test(text) && text.length <= 40
}

/** `Dusk Teapot, große` as `dusk-teapot-grosse`. */
export function toSlug (name: string): string {
  const plain = name.toLowerCase().replaceAll('ß', 'ss').replaceAll('æ', 'ae').replaceAll('ø', 'o').normalize('NFKD').replace(/\p{M}/gu, '')
  return plain.replace(/[^a-z0-9]+/g, '-').slice(0, 70).replace(/^-+|-+$/g, '')
}

const SIGNS: Readonly<Record<Currency, string>> = { EUR: '€', GBP: '£', USD: '$' }

/** `18.50`, `18,50` or `€18.50` in minor units; undefined for what is no price. */
export function parsePrice (typed: string, currency: Currency): number | undefined {
  const text = typed.trim()
  const sign = SIGNS[currency]
  const bare = text.startsWith(sign) ? text.slice(1) : text.endsWith(sign) ? text.slice(0, -1) : text
  const cents = parseAmount(bare)
  return cents !== undefined && cents > 0 ? cents : undefined
}

/** As a field shows it: `18.50`. */
export function priceText (cents: number | null | undefined): string {
  return cents === null || cents === undefined ? '' : `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
}

/** `2026-12-01T08:00`, or a day alone, in UTC; undefined for what is no moment. */
export function parseMoment (typed: string): Date | undefined {
  const [, day = '', time = '00:00'] = /^(20\d\d-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::\d\d)?)?$/.exec(typed.trim()) ?? []
  const moment = new Date(`${day}T${time}:00Z`)
  return day !== '' && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(`${day}T${time}`) ? moment : undefined
}

/** As a field for a moment takes it. */
export function momentText (moment: Date | null): string {
  return moment ? moment.toISOString().slice(0, 16) : ''
}
