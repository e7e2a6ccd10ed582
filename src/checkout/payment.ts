import { phrase, type Phrase } from '../languages/translate.ts'

/**
 * A way to pay. An order is placed first and paid after: its transaction reaches no other system, and what the payment
 * provider is asked for later is asked under the order number, so that asking again charges nothing again.
 */
export interface PaymentMethod {
  /** The value of the form field, kept with the order. */
  readonly code: string
  readonly name: Phrase
  readonly hint: Phrase
  /** What pressing that button costs now, and when the money is due. */
  readonly terms: Phrase
  /** What the shopper does next, told on the page of the order. */
  readonly nextStep: Phrase
  /** Paid when the parcel is there: nothing waits for the money. */
  readonly isLate: boolean
  /** Paid on a page of the payment provider's, and nowhere else. */
  readonly isByCard: boolean
  /** The button that orders and pays such a sum: `Pay €68.00 by invoice`. */
  pay (amount: string): Phrase
}

const INVOICE: PaymentMethod = {
  code: 'invoice',
  name: phrase('Invoice'),
  hint: phrase('It comes with the parcel'),
  terms: phrase('You pay nothing now: the invoice is due within 14 days of delivery.'),
  nextStep: phrase('The invoice is in the parcel. Please pay it within 14 days of delivery.'),
  isLate: true,
  isByCard: false,
  pay: amount => phrase('Pay {amount} by invoice', { amount })
}

const CARD: PaymentMethod = {
  code: 'card',
  name: phrase('Card'),
  hint: phrase('On a page of our payment provider, which opens next'),
  terms: phrase('You pay on the next page, by card.'),
  nextStep: phrase('It is packed as soon as it is paid.'),
  isLate: false,
  isByCard: true,
  pay: amount => phrase('Pay {amount} by card', { amount })
}

const METHODS: readonly PaymentMethod[] = [CARD, INVOICE]

/** Below this, in minor units, no provider takes a card in any of our currencies. */
const LEAST_BY_CARD_CENTS = 50

/** The ways to pay such a sum; the first is chosen until the shopper chooses another. */
export function paymentMethodsFor (totalCents: number, takesCards: boolean): readonly PaymentMethod[] {
  return takesCards && totalCents >= LEAST_BY_CARD_CENTS ? METHODS : [INVOICE]
}

export function findPaymentMethod (code: string): PaymentMethod | undefined {
  return METHODS.find(method => method.code === code)
}
