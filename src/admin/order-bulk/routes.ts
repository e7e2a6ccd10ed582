import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'
import { isOrderNumber } from '../../orders/number.ts'
import { NotFound, UnprocessableInput } from '../../plugins/errors.ts'
import { Several, several } from '../../plugins/schemas.ts'
import { readFrame } from '../frame.ts'
import { listAddress, readListed } from '../order-list/listed.ts'
import { readOrderList } from '../order-list/list.ts'
import { sayRefused } from '../order/saying.ts'
import { statusName } from '../saying.ts'
import { stepsOf } from '../status.ts'
import { listBulkOrders, listSlips, type BulkOrder } from './queries.ts'
import { describeSlip } from './slip.ts'
import { BULK_STEP_NAMES, BULK_STEPS, MOST_AT_ONCE, parseKnown, sayChanged, sayOrders, type BulkStep } from './steps.ts'
import { takeStep, type Outcome } from './take.ts'

const BulkForm = Type.Object({
  action: Type.Enum([...BULK_STEP_NAMES, 'print']),
  number: Several, // those that are ticked
  all: Type.Optional(Type.Literal('1')), // instead of them: all that the list finds
  list: Type.String({ maxLength: 2000 }),
  order: Several // once it is confirmed: each with the version that the page had
}, { additionalProperties: false })
type BulkForm = Static<typeof BulkForm>

const SlipsQuery = Type.Object({ numbers: Type.String({ pattern: `^[A-Z0-9-]{3,20}(,[A-Z0-9-]{3,20}){0,${MOST_AT_ONCE - 1}}$` }) }, { additionalProperties: false })

/** One step with many orders: asked back first, then taken with each for itself, and told of each what became of it. */
const bulk: FastifyPluginAsyncTypebox = async app => {
  app.post('/admin/orders/bulk', { schema: { body: BulkForm } }, async (request, reply) => {
    const { body } = request
    if (body.action !== 'print' && body.order !== undefined) return take(request, reply, body.action, body)
    const numbers = await numbersOf(body)
    if (numbers.length === 0 || numbers.length > MOST_AT_ONCE) return askForOthers(request, reply, body, numbers.length)
    if (body.action === 'print') return reply.redirect(`/admin/orders/slips?numbers=${numbers.join(',')}`, 303)
    return ask(request, reply, body.action, body, numbers)
  })

  app.get('/admin/orders/slips', { schema: { querystring: SlipsQuery } }, async (request, reply) => {
    const slips = await listSlips(app.db, request.query.numbers.split(','))
    if (slips.length === 0) throw new NotFound()
    return reply.page('admin/slips', { ...await readFrame(app, request, 'orders'), slips: slips.map(describeSlip), what: sayOrders(slips.length) })
  })

  async function numbersOf ({ all, number, list }: BulkForm): Promise<readonly string[]> {
    if (all === undefined) return [...new Set(several(number))].filter(isOrderNumber)
    const filter = readListed(list)
    if (!filter) throw new UnprocessableInput()
    const { orders, next } = await readOrderList(app.db, filter, MOST_AT_ONCE)
    return [...orders.map(({ number }) => number), ...next ? [''] : []]
  }

  /** Shows which of the orders can take the step, and why the others cannot. */
  async function ask (request: FastifyRequest, reply: FastifyReply, action: BulkStep, { list }: BulkForm, numbers: readonly string[]): Promise<FastifyReply> {
    const { to, text } = BULK_STEPS[action]
    const found = await listBulkOrders(app.db, numbers)
    const mayGo = (order: BulkOrder): boolean => stepsOf(order, request.customer).includes(to)
    const [can, cannot] = [found.filter(mayGo), found.filter(order => !mayGo(order))]
    if (can.length === 0) reply.code(422)
    return reply.page('admin/bulk', {
      ...await readFrame(app, request, 'orders'),
      action,
      list,
      listUrl: listAddress(list),
      question: `${text}: ${sayOrders(can.length)}?`,
      button: can.length === 1 ? text : `${text}: ${sayOrders(can.length)}`,
      can: can.map(describe),
      cannot: cannot.map(order => ({ ...describe(order), why: sayRefused(order, to) })),
      missing: numbers.length - found.length
    })
  }

  async function take (request: FastifyRequest, reply: FastifyReply, action: BulkStep, { list, order }: BulkForm): Promise<FastifyReply> {
    const { customer } = request
    const known = several(order).map(parseKnown)
    const versions = new Map(known.flatMap(each => each ? [[each.number, each.version] as const] : []))
    if (!customer || known.includes(undefined) || versions.size > MOST_AT_ONCE) throw new UnprocessableInput()
    const { to, done } = BULK_STEPS[action]
    const results = []
    for (const each of await listBulkOrders(app.db, [...versions.keys()])) {
      const outcome = await takeStep(app, request, customer, each, versions.get(each.number) ?? 0, to)
      results.push({ ...describe(each), outcome, isDone: outcome === 'done', words: sayOutcome(outcome, each, to, done) })
    }
    app.mail.deliverSoon()
    app.payments.lookSoon()
    return reply.page('admin/bulk-result', {
      ...await readFrame(app, request, 'orders'), results, listUrl: listAddress(list), summary: sayChanged(results.filter(({ isDone }) => isDone).length, results.length)
    })
  }

  async function askForOthers (request: FastifyRequest, reply: FastifyReply, { list }: BulkForm, count: number): Promise<FastifyReply> {
    return reply.code(422).page('admin/bulk-none', { ...await readFrame(app, request, 'orders'), listUrl: listAddress(list), isTooMany: count > 0, most: MOST_AT_ONCE })
  }
}

export default bulk

function describe (order: BulkOrder): BulkOrder & { statusName: string } {
  return { ...order, statusName: statusName(order.status) }
}

function sayOutcome (outcome: Outcome, order: BulkOrder, to: BulkOrder['status'], done: string): string {
  switch (outcome) {
    case 'done': return `It ${done} now.`
    case 'already': return `Nothing to do: it ${done} already.`
    case 'changed': return 'Not changed: somebody has changed it meanwhile. Look at it first.'
    case 'refused': return `Not changed. ${sayRefused(order, to)}`
    case 'failed': return 'Something went wrong on our side. Look at it before you try again.'
  }
}
