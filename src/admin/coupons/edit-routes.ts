import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { NotFound, UnprocessableInput } from '../../plugins/errors.ts'
import { changePromotion, makePromotion, switchPromotion, TermRefused } from './change.ts'
import { ChangeForm, NewForm, parsePromotion, SwitchForm, typedOf, type TypedPromotion } from './form.ts'
import { showPromotion, type ShowingPromotion } from './page.ts'
import type { KeptPromotion, PromotionTerms } from './promotion.ts'
import { findKeptPromotion } from './queries.ts'

const Params = Type.Object({ id: Type.String({ maxLength: 100 }) })
const NewQuery = Type.Object({ from: Type.Optional(Type.String({ maxLength: 100 })) })
const EMPTY: TypedPromotion = { kind: 'percent' }
const REFUSED: Readonly<Record<TermRefused['field'], string>> = {
  code: 'There is a promotion with this code already',
  category: 'There is no such category any more. Choose another one'
}

/** One promotion: made, looked at in words before it counts, changed, and switched off. What was used is never deleted. */
const edit: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin/coupons/new', { schema: { querystring: NewQuery } }, async (request, reply) => {
    const { from } = request.query
    const like = from === undefined ? undefined : await read(from)
    // A code is one promotion's alone.
    return showPromotion(app, request, reply, { typed: like ? { ...typedOf(like), code: '' } : EMPTY, ...like && { like } })
  })

  app.post('/admin/coupons', { schema: { body: NewForm } }, async (request, reply) => {
    const { look, ...typed } = request.body
    const { terms, errors } = parse(typed)
    if (!terms || look) return showPromotion(app, request, reply, { typed, errors, ...terms && { looked: terms } })
    const id = await orRefused(() => makePromotion(app, request, terms))
    if (id instanceof TermRefused) return showPromotion(app, request, reply, { typed, errors: { [id.field]: REFUSED[id.field] } })
    await request.flash('success', `“${terms.name}” is made, and switched on.`)
    return reply.redirect(`/admin/coupons/${id}`, 303)
  })

  app.get('/admin/coupons/:id', { schema: { params: Params } }, async (request, reply) => {
    const kept = await read(request.params.id)
    return showPromotion(app, request, reply, { kept, typed: typedOf(kept) })
  })

  app.post('/admin/coupons/:id', { schema: { params: Params, body: ChangeForm } }, async (request, reply) => {
    const kept = await read(request.params.id)
    const { look, version, ...typed } = request.body
    if (Number(version) > kept.version) throw new UnprocessableInput()
    const { terms, errors } = parse(typed, kept)
    if (Number(version) < kept.version) return showOvertaken(request, reply, { kept, typed })
    if (!terms || look) return showPromotion(app, request, reply, { kept, typed, errors, ...terms && { looked: terms } })
    const isDone = await orRefused(() => changePromotion(app, request, kept.promotionId, kept.version, terms))
    if (isDone instanceof TermRefused) return showPromotion(app, request, reply, { kept, typed, errors: { [isDone.field]: REFUSED[isDone.field] } })
    if (!isDone) return showOvertaken(request, reply, { kept: await read(kept.promotionId), typed })
    await request.flash('success', `“${terms.name}” is saved. Orders that were placed stay as they are.`)
    return reply.redirect(`/admin/coupons/${kept.promotionId}`, 303)
  })

  app.post('/admin/coupons/:id/active', { schema: { params: Params, body: SwitchForm } }, async (request, reply) => {
    const kept = await read(request.params.id)
    const { version, active } = request.body
    if (Number(version) > kept.version) throw new UnprocessableInput()
    const isDone = Number(version) === kept.version && await switchPromotion(app, request, kept.promotionId, kept.version, active === '1')
    if (!isDone) {
      const now = await read(kept.promotionId)
      return showOvertaken(request, reply, { kept: now, typed: typedOf(now) })
    }
    await request.flash('success', active === '1' ? `“${kept.name}” is switched on.` : `“${kept.name}” is switched off.`)
    return reply.redirect(`/admin/coupons/${kept.promotionId}`, 303)
  })

  async function read (id: string): Promise<KeptPromotion> {
    const kept = await findKeptPromotion(app.db, id)
    if (!kept) throw new NotFound('There is no such promotion.')
    return kept
  }

  function parse (typed: TypedPromotion, before?: PromotionTerms): ReturnType<typeof parsePromotion> {
    return parsePromotion(typed, app.catalog.current().categories.map(({ slug }) => slug), before)
  }

  async function showOvertaken (request: FastifyRequest, reply: FastifyReply, showing: ShowingPromotion): Promise<FastifyReply> {
    return showPromotion(app, request, reply, { ...showing, isOvertaken: true })
  }
}

async function orRefused<T> (work: () => Promise<T>): Promise<T | TermRefused> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof TermRefused) return error
    throw error
  }
}

export default edit
