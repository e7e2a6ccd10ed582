/**
 * A way to pay. An order is placed first and paid after: its transaction reaches no other system, and what the payment
 * provider is asked for later is asked under the order number, so that asking again charges nothing again.
 */
export interface PaymentMethod {
  /** The value of the form field, kept with the order. */
  readonly code: string
  readonly name: string
  readonly hint: string
  /** Follows the sum on the button: `Pay €68.00 by invoice`. */
  readonly by: string
  /** What pressing that button costs now, and when the money is due. */
  readonly terms: string
  /** What the shopper does next, told on the page of the order. */
  readonly nextStep: string
  /** Paid when the parcel is there: nothing waits for the money. */
  readonly isLate: boolean
  /** Paid on a page of the payment provider's, and nowhere else. */
  readonly isByCard: boolean
}

const INVOICE: PaymentMethod = {
  code: 'invoice',
  name: 'Invoice',
  hint: 'It comes with the parcel',
  by: 'by invoice',
  terms: 'You pay nothing now: the invoice is due within 14 days of delivery.',
  nextStep: 'The invoice is in the parcel. Please pay it within 14 days of delivery.',
  isLate: true,
  isByCard: false
}

const CARD: PaymentMethod = {
  code: 'card',
  name: 'Card',
  hint: 'On a page of our payment provider, which opens next',
  by: 'by card',
  terms: 'You pay on the next page, by card.',
  nextStep: 'It is packed as soon as it is paid.',
  isLate: false,
  isByCard: true
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
