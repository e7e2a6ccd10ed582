import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { FieldErrors } from '../../accounts/forms.ts'
import { findVersionedOrder } from '../../orders/change-queries.ts'
import { wasPaid } from '../../orders/order.ts'
import { listOrderEvents } from '../../orders/queries.ts'
import { NotFound, UnprocessableInput } from '../../plugins/errors.ts'
import { UUID, Version } from '../../plugins/schemas.ts'
import { mayBecome, RETURN_STATES } from '../../returns/return.ts'
import { RETURN_STATE_NAMES } from '../../returns/saying.ts'
import { tidy } from '../../reviews/review.ts'
import { frameOf, readCounts, readFrame } from '../frame.ts'
import { PageNumber, pagesOf, parsePage, rowsOf } from '../numbered.ts'
import { mayDo } from '../permissions.ts'
import { sayCount } from '../saying.ts'
import { decideReturn, refundNow, type Decision } from './decide.ts'
import { findReturn, listReturnsByState, type ListedReturn } from './queries.ts'
import { DONE, sayOvertaken, showReturn } from './saying.ts'

const PAGE_SIZE = 20
const MAX_ANSWER = 1000
const ListQuery = Type.Object({ state: Type.Optional(Type.String({ maxLength: 20 })), page: PageNumber })
const AnswerForm = Type.Object({ version: Version, answer: Type.String() }, { additionalProperties: false })
/** What goes back on the shelf is ticked under its SKU: `restock-MUG-SLATE`. */
const ReceiveForm = Type.Object({ version: Version, answer: Type.String() }, { additionalProperties: false, patternProperties: { '^restock-[A-Z0-9-]{1,40}$': Type.Literal('1') } })

interface Asked { Params: { id: string }, Body: { version: string, answer: string } & Record<string, string> }
interface Trouble { errors?: FieldErrors, overtaken?: string, answer?: string, to?: Decision['to'] }

/** What shoppers send back: decided on here, and put back on the shelf. Who did what is in the audit log. */
const returns: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin/returns', { schema: { querystring: ListQuery } }, async (request, reply) => {
    const state = RETURN_STATES.find(known => known === request.query.state) ?? 'requested'
    const page = parsePage(request.query.page)
    const { offset, limit } = rowsOf(page, PAGE_SIZE)
    const [counts, found] = await Promise.all([readCounts(app), listReturnsByState(app.db, state, offset, limit)])
    const waiting = counts.returns === 0 ? '' : sayCount(counts.returns, request.preferences.locale)
    return reply.page('admin/returns', {
      ...frameOf(request, 'returns', counts),
      state,
      tabs: RETURN_STATES.map(each => ({ text: request.t(RETURN_STATE_NAMES[each]), url: `/admin/returns?state=${each}`, current: each === state, count: each === 'requested' ? waiting : '' })),
      returns: found.slice(0, PAGE_SIZE).map(kept => showReturn(kept, new Date())),
      pages: pagesOf(page, PAGE_SIZE, found.length, number => `/admin/returns?state=${state}&page=${number}`, state === 'requested' ? waiting : '')
    })
  })

  app.get<{ Params: { id: string } }>('/admin/returns/:id', async (request, reply) => show(request, reply, await readReturn(request)))
  app.post<Asked>('/admin/returns/:id/approve', { schema: { body: AnswerForm } }, (request, reply) => decide(request, reply, 'approved'))
  app.post<Asked>('/admin/returns/:id/refuse', { schema: { body: AnswerForm } }, (request, reply) => decide(request, reply, 'refused'))
  app.post<Asked>('/admin/returns/:id/receive', { schema: { body: ReceiveForm } }, (request, reply) => decide(request, reply, 'received'))

  async function decide (request: FastifyRequest<Asked>, reply: FastifyReply, to: Decision['to']): Promise<FastifyReply> {
    const { body, customer } = request
    const kept = await readReturn(request)
    if (!customer || Number(body.version) > kept.version) throw new UnprocessableInput()
    const answer = tidy(body.answer)
    const errors = errorsOf(answer, to)
    if (Object.keys(errors).length > 0) return show(request, reply, kept, { errors, answer: body.answer, to })
    const restocked = new Set(kept.lines.map(({ sku }) => sku).filter(sku => body[`restock-${sku}`] === '1'))
    const isDone = Number(body.version) === kept.version && mayBecome(kept.state, to) &&
      await decideReturn(app, request, kept, { to, answer, actor: customer, restocked })
    if (!isDone) {
      const now = await readReturn(request)
      return show(request, reply, now, { overtaken: sayOvertaken(now, to), answer: body.answer, to })
    }
    app.mail.deliverSoon()
    await request.flash('success', DONE[to])
    return reply.redirect(`/admin/returns/${kept.returnId}`, 303)
  }

  async function readReturn (request: FastifyRequest): Promise<ListedReturn> {
    const { id } = request.params as { id: string }
    const kept = UUID.test(id) ? await findReturn(app.db, id) : undefined
    if (!kept) throw new NotFound('There is no such return.')
    return kept
  }

  async function show (request: FastifyRequest, reply: FastifyReply, kept: ListedReturn, { errors = {}, overtaken = '', answer = '', to = 'approved' }: Trouble = {}): Promise<FastifyReply> {
    if (overtaken !== '' || Object.keys(errors).length > 0) reply.code(422)
    const [frame, order, events] = await Promise.all([readFrame(app, request, 'returns'), findVersionedOrder(app.db, kept), listOrderEvents(app.db, kept)])
    const path = `/admin/returns/${kept.returnId}`
    return reply.page('admin/return', {
      ...frame,
      path,
      returnTo: path,
      each: showReturn(kept, new Date()),
      restockable: kept.lines,
      refundCents: kept.refundCents ?? (order ? await refundNow(app.db, order, kept) : 0),
      maySeeOrders: mayDo(request.customer, 'orders'),
      isPaid: wasPaid(events),
      may: { approve: mayBecome(kept.state, 'approved'), refuse: mayBecome(kept.state, 'refused'), receive: mayBecome(kept.state, 'received') },
      answers: { approved: '', refused: '', received: '', [to]: answer },
      errors,
      overtaken
    })
  }
}

/** Who is refused something is told why. */
function errorsOf (answer: string, to: Decision['to']): FieldErrors {
  const field = FIELDS[to]
  if (answer === '' && to === 'refused') return { [field]: 'Write why: the customer reads it' }
  return [...answer].length > MAX_ANSWER ? { [field]: `Write at most ${MAX_ANSWER.toLocaleString('en')} characters. These are ${[...answer].length.toLocaleString('en')}` } : {}
}

/** Where on the page the word to the shopper is typed. */
const FIELDS = { approved: 'answer-approved', refused: 'answer-refused', received: 'answer-received' } as const

export default returns
