import Stripe from 'stripe'
import { ProviderRefused, type PageRequest, type PaymentPage, type PaymentProvider, type PaymentReport, type ProviderEvent, type RefundReport, type RefundRequest } from './provider.ts'

export interface StripeOptions {
  secretKey: string
  webhookSecret: string
  /** Another address of the API, for tests. */
  api: URL | undefined
}

// Together they stay below the ten seconds that a process has to end in.
const TIMEOUT_MS = 4000
const RETRIES = 1
const AWAITED_TIMEOUT_MS = 2500
const SIGNATURE_TOLERANCE_S = 300

/** What Stripe answers when asking again is worth while: a key in use, and too many requests. */
const TRY_AGAIN = new Set([409, 429])

/**
 * Payments on a page of Stripe's (Checkout Sessions), so that no card number ever reaches the shop. Amounts go out as they
 * are: the shop and Stripe both count in the smallest unit that a currency has.
 */
export class StripeProvider implements PaymentProvider {
  readonly origin: string
  readonly #stripe: Stripe
  readonly #webhookSecret: string

  constructor ({ secretKey, webhookSecret, api }: StripeOptions) {
    this.origin = originOfPages(api)
    this.#webhookSecret = webhookSecret
    this.#stripe = new Stripe(secretKey, {
      timeout: TIMEOUT_MS,
      maxNetworkRetries: RETRIES,
      telemetry: false,
      ...api && { host: api.hostname, port: Number(api.port) || (api.protocol === 'http:' ? 80 : 443), protocol: api.protocol === 'http:' ? 'http' : 'https' }
    })
  }

  async open ({ orderNumber, attempt, amountCents, currency, email, description, returnUrl, endsAt }: PageRequest): Promise<PaymentPage> {
    const { id, url } = await answered(this.#stripe.checkout.sessions.create({
      mode: 'payment',
      allowed_payment_method_types: ['card'], // others may take days to say whether they were paid
      adaptive_pricing: { enabled: false }, // what is paid is compared with what was asked for
      client_reference_id: orderNumber,
      ...email !== '' && { customer_email: email },
      line_items: [{ quantity: 1, price_data: { currency: currency.toLowerCase(), unit_amount: amountCents, product_data: { name: description } } }],
      metadata: { order_number: orderNumber },
      payment_intent_data: { metadata: { order_number: orderNumber } },
      success_url: returnUrl,
      cancel_url: returnUrl,
      expires_at: Math.floor(endsAt.getTime() / 1000)
    }, { idempotencyKey: `${orderNumber}/${attempt}` }))
    if (!url) throw new ProviderRefused(`Stripe gave no address to pay ${orderNumber} at`)
    return { reference: id, url }
  }

  async find (reference: string, isAwaited = false): Promise<PaymentReport> {
    return paymentReport(await answered(this.#stripe.checkout.sessions.retrieve(reference, {}, isAwaited ? { timeout: AWAITED_TIMEOUT_MS, maxNetworkRetries: 0 } : {})))
  }

  async end (reference: string): Promise<boolean> {
    try {
      await answered(this.#stripe.checkout.sessions.expire(reference))
      return true
    } catch (error) {
      if (!(error instanceof ProviderRefused)) throw error
      return (await this.find(reference)).state === 'ended' // it was not open any more
    }
  }

  /** Stripe forgets keys after a day: one that is asked again is looked for first. */
  async refund (request: RefundRequest, isRepeated: boolean): Promise<RefundReport> {
    const { refundId, orderNumber, charge, amountCents } = request
    if (isRepeated) {
      const { data } = await this.#stripe.refunds.list({ payment_intent: charge, limit: 100 })
      const earlier = data.find(({ metadata }) => metadata?.refund_id === refundId)
      if (earlier) return refundReport(earlier)
    }
    try {
      return refundReport(await answered(this.#stripe.refunds.create({
        payment_intent: charge, amount: amountCents, metadata: { refund_id: refundId, order_number: orderNumber }
      }, { idempotencyKey: `refund/${refundId}` })))
    } catch (error) {
      if (!(error instanceof ProviderRefused)) throw error
      return { refundId, orderNumber, reference: '', state: 'failed', problem: error.message }
    }
  }

  async findRefund (reference: string): Promise<RefundReport> {
    return refundReport(await this.#stripe.refunds.retrieve(reference))
  }

  read (body: string, signature: string): ProviderEvent | undefined {
    const { id: eventId, type, data: { object } } = this.#stripe.webhooks.constructEvent(body, signature, this.#webhookSecret, SIGNATURE_TOLERANCE_S)
    if (type.startsWith('checkout.session.')) return { eventId, payment: paymentReport(object as Stripe.Checkout.Session) }
    if (type.startsWith('refund.') || type === 'charge.refund.updated') return { eventId, refund: refundReport(object as Stripe.Refund) }
    return undefined
  }
}

/** Where Stripe's pages are; of a stand-in, at the same address. */
export function originOfPages (api: URL | undefined): string {
  return api?.origin ?? 'https://checkout.stripe.com'
}

/** With a refusal of Stripe's as an error of its own. */
async function answered<T> (asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    const isRefusal = error instanceof Stripe.errors.StripeInvalidRequestError && !TRY_AGAIN.has(error.statusCode ?? 0)
    throw isRefusal ? new ProviderRefused(error.message) : error
  }
}

/** A session that is complete may wait for a bank: it is paid once `payment_status` says so. */
function paymentReport ({ id, client_reference_id: orderNumber, status, payment_status: paymentStatus, amount_total: amount, currency, payment_intent: intent }: Stripe.Checkout.Session): PaymentReport {
  return {
    reference: id,
    orderNumber: orderNumber ?? '',
    state: paymentStatus === 'paid' ? 'paid' : status === 'expired' ? 'ended' : 'open',
    amountCents: amount ?? 0,
    currency: (currency ?? '').toUpperCase(),
    charge: typeof intent === 'string' ? intent : intent?.id
  }
}

function refundReport ({ id, metadata, status, failure_reason: problem }: Stripe.Refund): RefundReport {
  return {
    refundId: metadata?.refund_id ?? '',
    orderNumber: metadata?.order_number ?? '',
    reference: id,
    state: status === 'succeeded' ? 'done' : status === 'failed' || status === 'canceled' ? 'failed' : 'pending',
    problem: problem ?? ''
  }
}
