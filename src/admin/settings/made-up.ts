import type { FastifyInstance } from 'fastify'
import { findPaymentMethod } from '../../checkout/payment.ts'
import { LOCALE_OF, type Language } from '../../languages/language.ts'
import { translator } from '../../languages/translate.ts'
import type { LetterName, Letters } from '../../mail/letters.ts'
import { formatMoney } from '../../money.ts'
import { sayOrder, sayPieces } from '../../orders/letter.ts'
import { addressLines } from '../../pricing/countries.ts'
import { SHIPPING_NAMES } from '../../pricing/delivery.ts'
import { sayRate, type ShownTotals } from '../../pricing/saying.ts'

/** What each letter is about, as the admin lists them. */
export const LETTER_NAMES: Readonly<Record<LetterName, string>> = {
  'order-placed': 'Order placed', 'order-paid': 'Payment arrived', 'order-sent': 'Order sent', 'order-cancelled': 'Order cancelled', 'order-refunded': 'Order refunded',
  'order-changed': 'Order changed', 'order-invoice': 'Invoice sent again', 'order-note': 'Note to the customer',
  'return-requested': 'Return asked for', 'return-approved': 'Return approved', 'return-refused': 'Return refused', 'return-received': 'Return received',
  'alert-confirm': 'Back in stock: wanted?', alert: 'Back in stock', 'confirm-email': 'Confirm the e-mail address', 'email-taken': 'E-mail address has an account already',
  'email-changes': 'E-mail address is to change', 'email-changed': 'E-mail address has changed', 'reset-password': 'Reset the password', 'password-changed': 'Password changed',
  'second-factor-changed': 'Codes at login', 'recovery-codes-changed': 'New recovery codes', 'account-deleted': 'Account deleted',
  'account-locked': 'Account locked', 'account-unlocked': 'Account unlocked', 'staff-invitation': 'Invitation to work here'
}

const WHO = { name: 'Ann Archer', line1: '1 Kiln Lane', line2: '', city: 'Dublin', postcode: 'D02 AF30', country: 'IE' }
const NUMBER = 'P-2B7KQ4XM'

/** Every letter with made-up data: nobody's order, and links that open nothing. */
export function madeUp (app: FastifyInstance, language: Language): Letters {
  const locale = LOCALE_OF[language]
  const t = translator(language)
  const { name } = WHO
  const bought = app.catalog.current(language).products.slice(0, 2).map(({ name, variants }, at) => {
    const quantity = at + 1
    return { name, label: variants[0]?.label ?? '', quantity, totalCents: quantity * (variants[0]?.prices.EUR.priceCents ?? 0) }
  })
  const subtotalCents = bought.reduce((sum, { totalCents }) => sum + totalCents, 0)
  const totalCents = subtotalCents + 490
  const taxCents = Math.round(totalCents * 23 / 123)
  const money = (cents: number): string => formatMoney(cents, 'EUR', locale)
  const link = app.mail.link('/made-up')
  const order = { name, number: NUMBER, link }
  const back = { ...order, lines: bought.slice(0, 1).map(sayPieces), answer: '' }
  const product = bought[0]?.name ?? 'Dipped mug'
  const sums: ShownTotals = { subtotalCents, discounts: [], deliveryCents: 490, totalCents, taxes: [{ rate: sayRate(2300, locale), taxCents }], taxCents, currency: 'EUR' }
  const said = sayOrder({ ...WHO, locale }, bought, sums, SHIPPING_NAMES.standard)
  return {
    'order-placed': { ...order, ...said, payment: t(findPaymentMethod('invoice')?.nextStep ?? ''), isUnpaid: false },
    'order-paid': { ...order, total: money(totalCents), invoice: link },
    'order-sent': { ...order, address: addressLines(WHO, language), tracking: { carrier: 'DHL', number: '00340434161094042557', url: 'https://www.dhl.example/' }, invoice: link, lines: [], isLast: true },
    'order-changed': { ...order, ...said, back: money(490) },
    'order-invoice': { ...order, invoice: link },
    'order-note': { ...order, text: language === 'de' ? 'Die Glasur ist ein wenig dunkler als auf dem Bild.' : 'The glaze is a little darker than in the picture.' },
    'order-cancelled': { ...order, total: money(totalCents), isUnpaid: false },
    'order-refunded': { ...order, amount: money(totalCents), byCard: true },
    'return-requested': back,
    'return-approved': { ...back, address: app.seller.lines },
    'return-refused': { ...back, answer: language === 'de' ? 'Es wurde benutzt.' : 'It was used.' },
    'return-received': { ...back, refund: money(bought[0]?.totalCents ?? 0) },
    'alert-confirm': { product, link },
    alert: { product, link, off: link },
    'confirm-email': { link },
    'email-taken': { link },
    'email-changes': { name, email: 'ann@example.com', link },
    'email-changed': { name, email: 'ann@example.com', link },
    'reset-password': { name, link },
    'password-changed': { name, link },
    'second-factor-changed': { name, on: true, link },
    'recovery-codes-changed': { name, link },
    'account-deleted': { name },
    'account-locked': { name, address: app.seller.lines },
    'account-unlocked': { name, link },
    'staff-invitation': { by: 'Robin Keeper', role: 'Order desk', link }
  }
}
