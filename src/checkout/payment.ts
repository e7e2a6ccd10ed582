/**
 * A way to pay. An order is placed first and paid after: its transaction reaches no other system, and what a payment
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
}

const INVOICE: PaymentMethod = {
  code: 'invoice',
  name: 'Invoice',
  hint: 'It comes with the parcel',
  by: 'by invoice',
  terms: 'You pay nothing now: the invoice is due within 14 days of delivery.',
  nextStep: 'The invoice is in the parcel. Please pay it within 14 days of delivery.',
  isLate: true
}

/** The first is chosen until the shopper chooses another. */
export const PAYMENT_METHODS: readonly [PaymentMethod, ...PaymentMethod[]] = [INVOICE]

export function findPaymentMethod (code: string): PaymentMethod | undefined {
  return PAYMENT_METHODS.find(method => method.code === code)
}
