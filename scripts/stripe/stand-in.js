import { createServer } from 'node:http'
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import Stripe from 'stripe'
import { hostedPage } from './hosted-page.js'

/**
 * What of Stripe's API the shop asks for, without money: Checkout Sessions, refunds, idempotency keys, the page to pay on, and
 * webhooks signed by the SDK. It may fail on purpose, see `fail`.
 */
export class StripeStandIn {
  sessions = new Map()
  refunds = new Map()
  /** Every request of the shop: method, path, idempotency key. */
  requests = []
  /** Where webhooks go; empty: nowhere, they are only kept in `events`. */
  webhookUrl = ''
  events = []
  /** What becomes of a refund at once: `succeeded`, `pending` or `failed`. */
  refundStatus = 'succeeded'
  #webhookSecret
  #answers = new Map()
  #faults = []
  #server = createServer((request, response) => { this.#serve(request, response).catch(error => response.destroy(error)) })

  constructor ({ webhookSecret }) {
    this.#webhookSecret = webhookSecret
  }

  async listen (port = 0) {
    await new Promise(resolve => this.#server.listen(port, '127.0.0.1', resolve))
    this.url = `http://127.0.0.1:${this.#server.address().port}`
    return this.url
  }

  async close () {
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
  }

  /**
   * The next `times` requests whose method and path match fail: `before` nothing is done and the connection is cut, `after` the
   * work is done and its answer lost; a number is a status to answer with; `slow`: no answer.
   */
  fail (match, how, times = 1) {
    this.#faults.push({ match, how, times })
  }

  heal () { this.#faults = [] }

  /** What the shopper does on the page. Returns the event that Stripe would tell. */
  pay (id, changes = {}) {
    const session = this.sessions.get(id)
    if (session.status !== 'open') throw new Error(`session ${id} is ${session.status}`)
    Object.assign(session, { status: 'complete', payment_status: 'paid', payment_intent: newId('pi'), url: null }, changes)
    return this.#event('checkout.session.completed', session)
  }

  expire (id) {
    const session = this.sessions.get(id)
    Object.assign(session, { status: 'expired', url: null })
    return this.#event('checkout.session.expired', session)
  }

  /** A refund that was pending comes to something. */
  settleRefund (id, status) {
    const refund = Object.assign(this.refunds.get(id), { status })
    return this.#event(status === 'failed' ? 'refund.failed' : 'refund.updated', refund)
  }

  /** The body and headers of a webhook. `at`: seconds since 1970. */
  signed (event, { secret = this.#webhookSecret, at = Math.floor(Date.now() / 1000) } = {}) {
    const payload = JSON.stringify(event)
    const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: at })
    return { payload, headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature } }
  }

  #event (type, object) {
    const event = { id: newId('evt'), object: 'event', api_version: '2026-10-28.endive', created: Math.floor(Date.now() / 1000), livemode: false, type, data: { object: structuredClone(object) } }
    this.events.push(event)
    if (this.webhookUrl) this.#tell(event).catch(() => {})
    return event
  }

  /** Again after a second, as often as it takes within a minute. */
  async #tell (event) {
    for (let tries = 0; tries < 60; tries += 1) {
      const { payload, headers } = this.signed(event)
      const answer = await fetch(this.webhookUrl, { method: 'POST', body: payload, headers }).catch(() => undefined)
      if (answer?.ok) return
      await wait(1000)
    }
  }

  async #serve (request, response) {
    const { pathname, searchParams } = new URL(request.url, 'http://stripe')
    const fields = new URLSearchParams(await bodyOf(request))
    if (pathname.startsWith('/pay/')) return hostedPage(this, request, response, pathname.slice('/pay/'.length), fields)

    const key = request.headers['idempotency-key']
    const name = `${request.method} ${pathname}`
    this.requests.push({ name, key, fields: Object.fromEntries(fields) })
    const fault = this.#faults.find(({ match, times }) => times > 0 && match.test(name))
    if (fault) fault.times -= 1
    if (fault?.how === 'before') return response.destroy()
    if (fault?.how === 'slow') return
    if (typeof fault?.how === 'number') return answer(response, fault.how, problem('api_error', 'a fault'))
    const done = this.#once(key, name, fields, () => this.#route(name, fields, searchParams))
    if (fault?.how === 'after') return response.destroy()
    answer(response, ...done)
  }

  /** The first answer to a key, again; other words under the same key are refused. */
  #once (key, name, fields, work) {
    const asked = `${name} ${fields}`
    const earlier = key && this.#answers.get(key)
    if (earlier && earlier.asked !== asked) return [400, problem('idempotency_error', 'Keys for idempotent requests can only be used with the same parameters they were first used with.')]
    if (earlier) return earlier.done
    const done = attempt(work)
    if (key && done[0] < 500) this.#answers.set(key, { asked, done: structuredClone(done) })
    return done
  }

  #route (name, fields, query) {
    const [, id] = /\/(cs_\w+|re_\w+)/.exec(name) ?? []
    if (name === 'POST /v1/checkout/sessions') return [200, this.#open(fields)]
    if (name === 'POST /v1/refunds') return [200, this.#refund(fields)]
    if (name === 'GET /v1/refunds') return [200, { object: 'list', data: [...this.refunds.values()].filter(each => each.payment_intent === query.get('payment_intent')), has_more: false }]
    const session = this.sessions.get(id)
    if (session && name.startsWith('GET')) return [200, session]
    if (session && name.endsWith('/expire')) {
      if (session.status !== 'open') throw new Error(`Only Checkout Sessions with a status in ["open"] can be expired. This one is ${session.status}.`)
      this.expire(id)
      return [200, session]
    }
    const refund = this.refunds.get(id)
    if (refund && name.startsWith('GET')) return [200, refund]
    return [404, problem('invalid_request_error', `No such object: ${name}`)]
  }

  #open (fields) {
    const amount = Number(fields.get('line_items[0][price_data][unit_amount]')) * Number(fields.get('line_items[0][quantity]'))
    const leftS = Number(fields.get('expires_at')) - Date.now() / 1000
    if (leftS < 30 * 60 || leftS > 24 * 60 * 60) throw new Error('The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.')
    if (!(amount >= 50)) throw new Error('The amount is too small')
    const id = newId('cs_test')
    const session = {
      id, object: 'checkout.session', mode: fields.get('mode'), status: 'open', payment_status: 'unpaid', amount_total: amount,
      currency: fields.get('line_items[0][price_data][currency]'), customer_email: fields.get('customer_email'), client_reference_id: fields.get('client_reference_id'),
      expires_at: Number(fields.get('expires_at')), metadata: { order_number: fields.get('metadata[order_number]') }, payment_intent: null,
      success_url: fields.get('success_url'), cancel_url: fields.get('cancel_url'), url: `${this.url}/pay/${id}`
    }
    this.sessions.set(id, session)
    return session
  }

  #refund (fields) {
    const intent = fields.get('payment_intent')
    const session = [...this.sessions.values()].find(each => each.payment_intent === intent)
    if (!session) throw new Error(`No such payment_intent: '${intent}'`)
    const amount = Number(fields.get('amount'))
    const before = [...this.refunds.values()].filter(each => each.payment_intent === intent && each.status !== 'failed').reduce((sum, each) => sum + each.amount, 0)
    if (before + amount > session.amount_total) throw new Error(`Refund amount (${amount}) is greater than unrefunded amount on charge (${session.amount_total - before})`)
    const refund = {
      id: newId('re'), object: 'refund', amount, currency: session.currency, payment_intent: intent, status: this.refundStatus, failure_reason: null,
      metadata: { refund_id: fields.get('metadata[refund_id]'), order_number: fields.get('metadata[order_number]') }
    }
    this.refunds.set(refund.id, refund)
    return refund
  }
}

function attempt (work) {
  try {
    return work()
  } catch (error) {
    return [400, problem('invalid_request_error', error.message)]
  }
}

function newId (kind) {
  return `${kind}_${randomBytes(12).toString('hex')}`
}

function problem (type, message) {
  return { error: { type, message } }
}

function answer (response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function bodyOf (request) {
  let body = ''
  for await (const chunk of request) body += chunk
  return body
}
