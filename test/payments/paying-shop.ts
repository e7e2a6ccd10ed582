import type { FastifyInstance } from 'fastify'
import type { Test } from 'tap'
import { StripeStandIn, type StandInEvent, type StandInSession } from '../../scripts/stripe/stand-in.js'
import type { Config } from '../../src/config.ts'
import { prepareOrder } from '../helpers/checkout.ts'
import { MUG, setStock, type Customer } from '../helpers/shop.ts'
import type { Answer, Visitor } from '../helpers/visitor.ts'
import { openAdmin } from '../admin/shop-with-orders.ts'
import type { Shops } from '../helpers/shop.ts'

export const WEBHOOK_SECRET = 'whsec_of_the_tests'

export interface PayingShop extends Shops {
  stripe: StripeStandIn
  boss: Customer
}

/** Shops that take cards, and a stand-in for Stripe behind them. The shop looks after payments when a test asks it to. */
export async function openPayingShop (t: Test, count = 1, settings: Partial<Config> = {}): Promise<PayingShop> {
  const stripe = new StripeStandIn({ webhookSecret: WEBHOOK_SECRET })
  const api = new URL(await stripe.listen())
  const shops = await openAdmin(t, count, { stripe: { secretKey: 'sk_test_of_the_tests', webhookSecret: WEBHOOK_SECRET, api }, ...settings })
  t.teardown(() => stripe.close())
  await setStock(shops, MUG, 10)
  return { ...shops, stripe }
}

/** An order by card, up to the page of the provider. */
export interface Waiting {
  number: string
  session: StandInSession
  /** Its page in the shop. */
  url: string
  answer: Answer
}

export async function orderByCard ({ stripe }: PayingShop, visitor: Visitor, items: Record<string, number> = { [MUG]: 2 }): Promise<Waiting> {
  const answer = await visitor.post('/orders', { ...await prepareOrder(visitor, items), payment: 'card' })
  const session = stripe.sessions.get(String(answer.headers.location).split('/pay/')[1] ?? '')
  if (answer.statusCode !== 303 || !session) throw new Error(`the shopper was not sent to pay: ${answer.statusCode} ${answer.headers.location}`)
  const { pathname, search } = new URL(session.success_url)
  return { number: session.client_reference_id, session, url: pathname + search, answer }
}

/** As Stripe does it. */
export async function tell (app: FastifyInstance, stripe: StripeStandIn, event: StandInEvent, options: Parameters<StripeStandIn['signed']>[1] = {}): Promise<Answer> {
  const { payload, headers } = stripe.signed(event, options)
  return app.inject({ method: 'POST', url: '/webhooks/stripe', payload, headers })
}

/** The time to pay is over for every order that waits. */
export async function passTime ({ db }: Shops): Promise<void> {
  await db.query("update payment set pay_by = now() - interval '1 second', look_at = now() where state = 'waiting'")
  await db.query("update refund set due_at = now() where state in ('requested', 'pending')")
}

/** What there is of an order: its way, its money. */
export async function stateOf ({ db }: Shops, number: string): Promise<Record<string, unknown>> {
  const { rows } = await db.query<Record<string, unknown>>(`
    select status, payment.state as payment,
           (select array_agg(to_status order by version) from order_event where order_id = orders.order_id) as steps,
           coalesce((select sum(amount_cents) from refund where order_id = orders.order_id and state = 'done'), 0)::int as refunded,
           (select count(*) from refund where order_id = orders.order_id)::int as refunds
      from orders left join payment using (shopper_id, order_id) where number = $1
  `, [number])
  return rows[0] ?? {}
}
