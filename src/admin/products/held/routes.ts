import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { NotFound } from '../../../plugins/errors.ts'
import { UUID } from '../../../plugins/schemas.ts'
import { readFrame } from '../../frame.ts'
import { changeCatalog } from '../change.ts'
import { applyHeld, Overtaken } from './apply.ts'
import { COLUMNS, nameColumn } from './columns.ts'
import type { Outcome } from './plan.ts'
import { countOutcomes, deleteOneHeld, findHeld, listHeldLines, lockHeld, type HeldChange, type HeldLine } from './queries.ts'

const PAGE_SIZE = 100
const Params = Type.Object({ id: Type.String() })
const Query = Type.Object({ show: Type.Optional(Type.Enum(['', 'error', 'change', 'add', 'same'])), after: Type.Optional(Type.String({ pattern: '^[0-9]{0,7}$' })) }, { additionalProperties: false })
const Form = Type.Object({ kind: Type.Enum(['import', 'prices']) }, { additionalProperties: false })
const OUTCOMES: readonly Outcome[] = ['error', 'change', 'add', 'same']
const NAMES: Readonly<Record<Outcome, string>> = { error: 'Wrong', change: 'Would change', add: 'Would be added', same: 'As it is' }

/** What waits for a yes: it is shown line by line, and then done as a whole or not at all. */
const held: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin/products/changes/:id', { schema: { params: Params, querystring: Query } }, async (request, reply) => show(request, reply, await readHeld(request)))

  app.post('/admin/products/changes/:id', { schema: { params: Params, body: Form } }, async (request, reply) => {
    const change = await readHeld(request)
    const { customer } = request
    const counts = await countOutcomes(app.db, change.heldId)
    if (counts.error > 0) return show(request, reply.code(422), change, 'Some of its lines are wrong, so nothing was changed.')
    try {
      let count = 0
      const isDone = await changeCatalog(app, request, async db => {
        if (!customer || !await lockHeld(db, change.heldId, customer.shopperId)) return false
        count = await applyHeld(db, request, change.heldId)
        await deleteOneHeld(db, change.heldId)
        return true
      })
      if (!isDone) throw new NotFound(GONE)
      await request.flash('success', `${count.toLocaleString('en')} ${count === 1 ? 'variant is' : 'variants are'} changed.`)
      return reply.redirect('/admin/products', 303)
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
      return show(request, reply.code(422), change, `Somebody has changed ${error.sku} since this was worked out, so nothing was changed. Do it once more, to see what it does by now.`)
    }
  })

  app.post('/admin/products/changes/:id/discard', { schema: { params: Params, body: Form } }, async (request, reply) => {
    const { heldId } = await readHeld(request)
    await deleteOneHeld(app.db, heldId)
    await request.flash('info', 'Nothing was changed.')
    return reply.redirect('/admin/products', 303)
  })

  async function readHeld (request: FastifyRequest): Promise<HeldChange> {
    const { id } = request.params as { id: string }
    const change = UUID.test(id) && request.customer ? await findHeld(app.db, id, request.customer.shopperId) : undefined
    if (!change) throw new NotFound(GONE)
    return change
  }

  async function show (request: FastifyRequest, reply: FastifyReply, change: HeldChange, problem = ''): Promise<FastifyReply> {
    const { show = '', after = '' } = request.query as { show?: Outcome | '', after?: string }
    const counts = await countOutcomes(app.db, change.heldId)
    // What is wrong comes first: it has to be mended.
    const shown = OUTCOMES.find(each => each === show) ?? (counts.error > 0 ? 'error' : counts.change > 0 ? 'change' : counts.add > 0 ? 'add' : 'same')
    const path = `/admin/products/changes/${change.heldId}`
    const [frame, found] = await Promise.all([readFrame(app, request, 'products'), listHeldLines(app.db, change.heldId, [shown], Number(after), PAGE_SIZE + 1)])
    const lines = found.slice(0, PAGE_SIZE)
    const url = (outcome: Outcome, from?: number): string => `${path}?show=${outcome}${from === undefined ? '' : `&after=${from}`}`
    return reply.page('admin/product-changes', {
      ...frame,
      path,
      returnTo: path,
      change,
      problem,
      shown: NAMES[shown],
      counts,
      total: counts.change + counts.add,
      tabs: OUTCOMES.map(each => ({ text: NAMES[each], url: url(each), current: each === shown, count: counts[each].toLocaleString('en') })),
      lines: lines.map(describeLine),
      pages: { range: '', first: after === '' ? null : url(shown), previous: null, next: found.length > PAGE_SIZE ? url(shown, lines.at(-1)?.line) : null }
    })
  }
}

export default held

const GONE = 'This change is not there any more: it was made, it was discarded, or it waited for more than an hour.'
const LONGEST = 120

function describeLine ({ before, after, ...line }: HeldLine): object {
  const was: Readonly<Record<string, string>> = before ?? {}
  const shorten = (text: string): string => text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
  const next: Readonly<Record<string, string>> = after ?? {}
  const differing = COLUMNS.flatMap(name => {
    const value = next[name]
    return value === undefined || value === (was[name] ?? '') ? [] : [[name, value] as const]
  })
  const fields = differing.map(([name, value]) => ({ name: nameColumn(name), isNew: was[name] === undefined, from: shorten(was[name] ?? ''), to: shorten(value) || '(empty)' }))
  return { ...line, product: line.productName ?? next.name ?? line.product, fields }
}
