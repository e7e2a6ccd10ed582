import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { FieldErrors } from '../../accounts/forms.ts'
import { NotFound, UnprocessableInput } from '../../plugins/errors.ts'
import { UUID, Version } from '../../plugins/schemas.ts'
import { parseReason, parseReply, STATES } from '../../reviews/review.ts'
import { frameOf, readCounts, readFrame } from '../frame.ts'
import { PageNumber, pagesOf, parsePage, rowsOf } from '../numbered.ts'
import { sayCount } from '../saying.ts'
import { answer, decide } from './moderate.ts'
import { findKeptReview, listByState, type KeptReview } from './queries.ts'
import { describeReview, sayOvertaken, STATE_NAMES } from './saying.ts'

const PAGE_SIZE = 20
const ListQuery = Type.Object({ state: Type.Optional(Type.String({ maxLength: 20 })), page: PageNumber })
const PublishForm = Type.Object({ version: Version }, { additionalProperties: false })
const RefuseForm = Type.Object({ version: Version, reason: Type.String() }, { additionalProperties: false })
const ReplyForm = Type.Object({ version: Version, reply: Type.String() }, { additionalProperties: false })
type Asked<Body> = { Params: { id: string }, Body: Body }

interface Trouble { errors?: FieldErrors, overtaken?: boolean, reason?: string, reply?: string }

/** What customers write is read here before it is shown. Who did what is in the audit log, by the address of the form. */
const reviews: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin/reviews', { schema: { querystring: ListQuery } }, async (request, reply) => {
    const state = STATES.find(known => known === request.query.state) ?? 'waiting'
    const page = parsePage(request.query.page)
    const { offset, limit } = rowsOf(page, PAGE_SIZE)
    const [counts, found] = await Promise.all([readCounts(app), listByState(app.db, state, offset, limit)])
    const waiting = counts.reviews === 0 ? '' : sayCount(counts.reviews, request.preferences.locale)
    return reply.page('admin/reviews', {
      ...frameOf(request, 'reviews', counts),
      state,
      tabs: STATES.map(each => ({ text: STATE_NAMES[each], url: `/admin/reviews?state=${each}`, current: each === state, count: each === 'waiting' ? waiting : '' })),
      reviews: found.slice(0, PAGE_SIZE).map(review => describeReview(review, app.catalog.current(), new Date())),
      pages: pagesOf(page, PAGE_SIZE, found.length, number => `/admin/reviews?state=${state}&page=${number}`, state === 'waiting' ? waiting : '')
    })
  })

  app.get<{ Params: { id: string } }>('/admin/reviews/:id', async (request, reply) => showReview(request, reply, await readReview(request)))

  app.post<Asked<{ version: string }>>('/admin/reviews/:id/publish', { schema: { body: PublishForm } }, async (request, reply) => {
    const review = await readReview(request)
    const done = isSeen(review, request.body) && await decide(app.db, request, review, { state: 'published', reason: '', decidedBy: nameOf(request) })
    return done ? goOn(request, reply, 'The review is published') : showOvertaken(request, reply)
  })

  app.post<Asked<{ version: string, reason: string }>>('/admin/reviews/:id/refuse', { schema: { body: RefuseForm } }, async (request, reply) => {
    const review = await readReview(request)
    const { text: reason, errors } = parseReason(request.body.reason)
    if (Object.keys(errors).length > 0) return showReview(request, reply, review, { errors, reason: request.body.reason })
    const done = isSeen(review, request.body) && await decide(app.db, request, review, { state: 'refused', reason, decidedBy: nameOf(request) })
    return done ? goOn(request, reply, 'The review is refused') : showOvertaken(request, reply, { reason: request.body.reason })
  })

  app.post<Asked<{ version: string, reply: string }>>('/admin/reviews/:id/reply', { schema: { body: ReplyForm } }, async (request, reply) => {
    const review = await readReview(request)
    const { text, errors } = parseReply(request.body.reply)
    if (Object.keys(errors).length > 0) return showReview(request, reply, review, { errors, reply: request.body.reply })
    const done = isSeen(review, request.body) && await answer(app.db, request, review, text)
    if (!done) return showOvertaken(request, reply, { reply: request.body.reply })
    await app.catalog.refresh()
    await request.flash('success', text === '' ? 'The reply is removed' : 'The reply is saved')
    return reply.redirect(`/admin/reviews/${review.id}`, 303)
  })

  async function readReview (request: FastifyRequest): Promise<KeptReview> {
    const { id } = request.params as { id: string }
    const review = UUID.test(id) ? await findKeptReview(app.db, id) : undefined
    if (!review) throw new NotFound('There is no such review, or not any more.')
    return review
  }

  /** Only what was read is decided on. A version that is still to come is in no form of ours. */
  function isSeen (review: KeptReview, { version }: { version: string }): boolean {
    if (Number(version) > review.version) throw new UnprocessableInput()
    return Number(version) === review.version
  }

  async function goOn (request: FastifyRequest, reply: FastifyReply, text: string): Promise<FastifyReply> {
    await app.catalog.refresh()
    await request.flash('success', text)
    return reply.redirect('/admin/reviews', 303)
  }

  /** The review as it is now: what the form was to do to it was not done. */
  async function showOvertaken (request: FastifyRequest, reply: FastifyReply, typed: Trouble = {}): Promise<FastifyReply> {
    return showReview(request, reply, await readReview(request), { ...typed, overtaken: true })
  }

  async function showReview (request: FastifyRequest, reply: FastifyReply, review: KeptReview, { errors = {}, overtaken = false, ...typed }: Trouble = {}): Promise<FastifyReply> {
    if (overtaken || Object.keys(errors).length > 0) reply.code(422)
    const path = `/admin/reviews/${review.id}`
    return reply.page('admin/review', {
      ...await readFrame(app, request, 'reviews'),
      path,
      returnTo: path,
      review: describeReview(review, app.catalog.current(), new Date()),
      values: { reason: typed.reason ?? '', reply: typed.reply ?? review.reply },
      errors,
      overtaken: overtaken ? sayOvertaken(review) : ''
    })
  }
}

function nameOf ({ customer }: FastifyRequest): string {
  return customer?.name ?? ''
}

export default reviews
