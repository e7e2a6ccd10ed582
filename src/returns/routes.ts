import { randomBytes } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { FieldErrors } from '../accounts/forms.ts'
import { sayItem } from '../orders/letter.ts'
import { guestLink } from '../orders/link.ts'
import { phrase } from '../languages/translate.ts'
import { listOrderEvents, listOrderLines } from '../orders/queries.ts'
import { findVisibleOrder, showOrder, type VisibleOrder } from '../orders/show.ts'
import { NotFound, UnprocessableInput } from '../plugins/errors.ts'
import { Version } from '../plugins/schemas.ts'
import { askForReturn, withdrawReturn } from './ask.ts'
import { GuestReturnForm, OwnReturnForm, parseReturn, type TypedReturn } from './form.ts'
import { openUntil } from './page.ts'
import { listReturns } from './queries.ts'
import { leftOf, mayBecome } from './return.ts'
import { REASONS } from './saying.ts'

const Params = Type.Object({ number: Type.String() })
const step = { position: Type.String({ pattern: '^[1-9][0-9]{0,3}$' }), version: Version }
const OwnStep = Type.Object(step, { additionalProperties: false })
const GuestStep = Type.Object({ ...step, key: Type.String() }, { additionalProperties: false })

/** The shopper asks to send something back, and may think better of it. */
const returns: FastifyPluginAsyncTypebox<{ secrets: string[] }> = async (app, { secrets }) => {
  app.get('/account/orders/:number/return', { schema: { params: Params } }, (request, reply) => ask(request, reply, request.params.number, undefined))
  app.get('/orders/:number/return', { schema: { params: Params } }, (request, reply) => ask(request, reply, request.params.number, (request.query as { key?: unknown }).key))

  app.post('/account/orders/:number/return', { schema: { params: Params, body: OwnReturnForm }, config: { rate: 'return' } }, (request, reply) =>
    ask(request, reply, request.params.number, undefined, request.body as TypedReturn))
  app.post('/orders/:number/return', { schema: { params: Params, body: GuestReturnForm }, config: { rate: 'return' } }, (request, reply) =>
    ask(request, reply, request.params.number, request.body.key, request.body as unknown as TypedReturn))

  app.post('/account/orders/:number/return/withdraw', { schema: { params: Params, body: OwnStep } }, (request, reply) =>
    withdraw(request, reply, request.params.number, request.body))
  app.post('/orders/:number/return/withdraw', { schema: { params: Params, body: GuestStep } }, (request, reply) =>
    withdraw(request, reply, request.params.number, request.body))

  /** The form, or what it sent. An order from which nothing can be sent back any more is shown as it stands, and says so. */
  async function ask (request: FastifyRequest, reply: FastifyReply, number: string, key: unknown, typed?: TypedReturn): Promise<FastifyReply> {
    const order = await findVisibleOrder(app, request, number, key, secrets)
    if (!order) return showOrder(app, request, reply, undefined, { isConfirmation: false })
    const [lines, events, kept] = await Promise.all([listOrderLines(app.db, order), listOrderEvents(app.db, order), listReturns(app.db, order)])
    const until = openUntil(order.status, events, lines, kept, new Date())
    // A second click of a form that has taken the last piece: it has been heard.
    const isOpen = until !== undefined || (typed !== undefined && kept.length > 0)
    if (!isOpen && !typed) throw new NotFound(NOTHING_LEFT)
    if (!isOpen) return showOrder(app, request, reply, order, { isConfirmation: false, problem: NOTHING_LEFT })

    const left = leftOf(lines, kept)
    const show = (errors: FieldErrors): Promise<FastifyReply> => {
      reply.header('cache-control', 'private, no-store')
      if (Object.keys(errors).length > 0) reply.code(422)
      const { bySku } = request.catalog
      return reply.page('returns/ask', {
        order,
        isOwn: order.isOwn,
        key: order.key,
        orderUrl: urlOf(order),
        until: until ?? null,
        lines: lines.map(line => ({ ...line, text: sayItem(line), product: null, ...bySku.get(line.sku), left: left.get(line.sku) ?? 0, field: `quantity-${line.sku}`, value: typed?.[`quantity-${line.sku}`] ?? '0' })),
        reasons: REASONS.map(({ value, text }) => ({ value, text: request.t(text) })),
        values: { reason: typed?.reason ?? '', note: typed?.note ?? '', formKey: typed?.form_key ?? randomBytes(18).toString('base64url') },
        errors
      })
    }
    if (!typed) return show({})

    const { asked, errors } = parseReturn(typed, new Map(lines.map(({ sku, quantity }) => [sku, quantity])))
    if (Object.keys(errors).length > 0) return show(errors)
    const refused = await askForReturn(app, request, order, asked)
    if (Object.keys(refused).length > 0) return until ? show(refused) : showOrder(app, request, reply, order, { isConfirmation: false, problem: NOTHING_LEFT })
    app.mail.deliverSoon()
    await request.flash('success', request.t('We have your request, and write to you as soon as we have looked at it.'))
    return reply.redirect(urlOf(order), 303)
  }

  async function withdraw (request: FastifyRequest, reply: FastifyReply, number: string, form: { position: string, version: string, key?: string }): Promise<FastifyReply> {
    const order = await findVisibleOrder(app, request, number, form.key, secrets)
    if (!order) return showOrder(app, request, reply, undefined, { isConfirmation: false })
    const kept = (await listReturns(app.db, order)).find(({ position }) => position === Number(form.position))
    if (!kept || Number(form.version) > kept.version) throw new UnprocessableInput()
    if (kept.state === 'withdrawn') return reply.redirect(urlOf(order), 303)
    const isDone = Number(form.version) === kept.version && mayBecome(kept.state, 'withdrawn') && await withdrawReturn(app, request, order, kept)
    if (!isDone) return showOrder(app, request, reply, order, { isConfirmation: false, problem: DECIDED })
    await request.flash('success', request.t('The return is withdrawn: you keep it.'))
    return reply.redirect(urlOf(order), 303)
  }

  function urlOf ({ number, isOwn }: VisibleOrder): string {
    return isOwn ? `/account/orders/${number}` : guestLink(number, secrets)
  }
}

const NOTHING_LEFT = phrase('Nothing of this order can be sent back: it has not left yet, its 30 days are over, or all of it is on its way back.')
const DECIDED = phrase('We have decided on this return by now, so it can no longer be withdrawn here. If you keep the items after all, simply do not send them.')

export default returns
