import type { Currency } from '../money.ts'

/** What is asked for: a page at the provider where an order is paid. Amounts are in minor units. */
export interface PageRequest {
  orderNumber: string
  /** Under one number and attempt there is one page, however often it is asked for. */
  attempt: number
  amountCents: number
  currency: Currency
  email: string
  /** What the money is for, as the shopper reads it there. */
  description: string
  /** Where the shopper goes on to, having paid or not. */
  returnUrl: string
  endsAt: Date
}

export interface PaymentPage { reference: string, url: string }

/** Where a payment stands at the provider. `open`: it can still come to something. `ended`: nothing comes of it any more. */
export interface PaymentReport {
  reference: string
  orderNumber: string
  state: 'open' | 'paid' | 'ended'
  amountCents: number
  currency: string
  /** What refunds refer to; there once it is paid. */
  charge: string | undefined
}

export interface RefundRequest { refundId: string, orderNumber: string, charge: string, amountCents: number }

/** Where a refund stands at the provider. */
export interface RefundReport {
  refundId: string
  orderNumber: string
  reference: string
  state: 'pending' | 'done' | 'failed'
  /** Why it failed. */
  problem: string
}

/** What a provider has told by itself. */
export type ProviderEvent = { eventId: string } & ({ payment: PaymentReport } | { refund: RefundReport })

/**
 * Whoever takes the money. Everything is asked under an id of ours, so that asking again after a crash or a lost answer does
 * nothing again. All of it throws when the provider cannot be reached, and `ProviderRefused` when it will not.
 */
export interface PaymentProvider {
  /** Origin of the pages that the shopper's browser is sent to. */
  readonly origin: string
  open (request: PageRequest): Promise<PaymentPage>
  /** `isAwaited`: somebody looks at an empty page until this answers. */
  find (reference: string, isAwaited?: boolean): Promise<PaymentReport>
  /** Closes a page, so that nobody can pay there any more. False when somebody has paid, or just is. */
  end (reference: string): Promise<boolean>
  /** Sends money back, once for each `refundId`. `isRepeated`: it was asked before, and the answer is not known. */
  refund (request: RefundRequest, isRepeated: boolean): Promise<RefundReport>
  findRefund (reference: string): Promise<RefundReport>
  /** What a call of the webhook says; undefined when it is of no concern. Throws when it is not from the provider, or too old. */
  read (body: string, signature: string): ProviderEvent | undefined
}

/** The provider has answered, and asking the same again would get the same answer. */
export class ProviderRefused extends Error {}
