import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { transaction } from '../../plugins/database.ts'
import { NotFound, UnprocessableInput } from '../../plugins/errors.ts'
import { UUID, Version } from '../../plugins/schemas.ts'
import type { Customer } from '../../plugins/session/queries.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { auditChange } from '../audit/change.ts'
import { readFrame } from '../frame.ts'
import { auditedQuery, orderListQuery } from '../order-list/filter.ts'
import { listAddress, readListed } from '../order-list/listed.ts'
import { readSearch } from '../order-list/list.ts'
import { describeList } from '../order-list/words.ts'
import { countOwnViews, deleteView, findView, listViews, lockView, saveNewView, saveView, type OrderView } from './queries.ts'
import { addressOf, checkName, mayChange, MOST_OWN, tidyName } from './saying.ts'

const Shared = Type.Optional(Type.Literal('1'))
const Name = Type.String({ maxLength: 500 })
const NewForm = Type.Object({ name: Name, shared: Shared, list: Type.String({ maxLength: 2000 }) }, { additionalProperties: false })
const ViewForm = Type.Object({ name: Name, shared: Shared, version: Version }, { additionalProperties: false })
const DeleteForm = Type.Object({ version: Version }, { additionalProperties: false })
const Params = Type.Object({ id: Type.String() })

interface Trouble { name?: string, shared?: boolean, error?: string, overtaken?: boolean }

/** Lists of orders that have a name: one's own, and those that are shared with all staff. */
const views: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin/orders/views', async (request, reply) => {
    const customer = whoIn(request)
    const views = await listViews(app.db, customer.shopperId)
    return reply.page('admin/views', {
      ...await readFrame(app, request, 'orders'),
      views: views.map(view => ({ ...view, url: addressOf(view.query), isOwn: view.shopperId === customer.shopperId, mayChange: mayChange(view, customer) }))
    })
  })

  app.post('/admin/orders/views', { schema: { body: NewForm } }, async (request, reply) => {
    const { body } = request
    const customer = whoIn(request)
    const filter = readListed(body.list)
    if (!filter) throw new UnprocessableInput()
    const view = { viewId: randomUUID(), shopperId: customer.shopperId, ownerName: customer.name, name: tidyName(body.name), query: orderListQuery(filter), shared: body.shared === '1', version: 1 }
    const error = checkName(view.name) ?? (await countOwnViews(app.db, customer.shopperId) >= MOST_OWN ? `You have ${MOST_OWN} views: delete one first` : undefined)
    if (error) return show(request, reply, view, { name: body.name, shared: view.shared, error }, true)
    await transaction(app.db, async db => {
      await holdSession(db, request)
      await saveNewView(db, view)
      await auditChange(db, request, { kind: 'view', key: view.name, before: undefined, after: fieldsOf(view) })
    })
    await request.flash('success', `The view “${view.name}” is saved.`)
    return reply.redirect(addressOf(view.query), 303)
  })

  app.get('/admin/orders/views/:id', { schema: { params: Params } }, async (request, reply) => show(request, reply, await readOwn(request, request.params.id)))

  app.post('/admin/orders/views/:id', { schema: { params: Params, body: ViewForm } }, async (request, reply) => {
    const { body, params: { id } } = request
    const view = await readOwn(request, id)
    const [name, shared] = [tidyName(body.name), body.shared === '1']
    const error = checkName(name)
    if (error) return show(request, reply, view, { name: body.name, shared, error })
    const isDone = await change(request, view, Number(body.version), async db => {
      await saveView(db, { viewId: id, name, shared })
      await auditChange(db, request, { kind: 'view', key: view.name, before: fieldsOf(view), after: fieldsOf({ ...view, name, shared }) })
    })
    if (!isDone) return show(request, reply, await readOwn(request, id), { name: body.name, shared, overtaken: true })
    await request.flash('success', `The view “${name}” is saved.`)
    return reply.redirect('/admin/orders/views', 303)
  })

  app.post('/admin/orders/views/:id/delete', { schema: { params: Params, body: DeleteForm } }, async (request, reply) => {
    const { params: { id } } = request
    const view = await readOwn(request, id)
    const isDone = await change(request, view, Number(request.body.version), async db => {
      await deleteView(db, id)
      await auditChange(db, request, { kind: 'view', key: view.name, before: fieldsOf(view), after: undefined })
    })
    if (!isDone) return show(request, reply, await readOwn(request, id), { overtaken: true })
    await request.flash('success', `The view “${view.name}” is deleted.`)
    return reply.redirect('/admin/orders/views', 303)
  })

  /** One that they may change; to everybody else it is not there. */
  async function readOwn (request: FastifyRequest, id: string): Promise<OrderView> {
    const view = UUID.test(id) ? await findView(app.db, id) : undefined
    if (!view || !mayChange(view, whoIn(request))) throw new NotFound()
    return view
  }

  /** False, and nothing changed, where it is of another version by now. */
  async function change (request: FastifyRequest, { viewId }: OrderView, version: number, work: (db: Parameters<typeof lockView>[0]) => Promise<void>): Promise<boolean> {
    return transaction(app.db, async db => {
      await holdSession(db, request)
      const locked = await lockView(db, viewId)
      if (locked?.version !== version) return false
      await work(db)
      return true
    })
  }

  async function show (request: FastifyRequest, reply: FastifyReply, view: OrderView, { name, shared, error, overtaken = false }: Trouble = {}, isNew = false): Promise<FastifyReply> {
    if (error || overtaken) reply.code(422)
    const filter = readListed(view.query)
    return reply.page('admin/view', {
      ...await readFrame(app, request, 'orders'),
      view,
      isNew,
      isOwn: view.shopperId === request.customer?.shopperId,
      words: filter ? describeList({ filter, search: await readSearch(app.db, filter) }, request.preferences.locale) : 'All orders',
      listUrl: listAddress(view.query),
      typed: { name: name ?? view.name, shared: shared ?? view.shared },
      errors: error ? { name: error } : {},
      overtaken
    })
  }
}

export default views

function whoIn ({ customer }: FastifyRequest): Customer {
  if (!customer) throw new UnprocessableInput()
  return customer
}

function fieldsOf ({ name, query, shared }: OrderView): Record<string, unknown> {
  return { name, query: auditedQuery(readListed(query) ?? {}), shared }
}
