import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { readFrame } from '../frame.ts'
import { PageNumber, pagesOf, parsePage, rowsOf } from '../numbered.ts'
import edit from './edit-routes.ts'
import { STATES } from './promotion.ts'
import { countPromotions, listPromotionsOf, sumUses } from './queries.ts'
import { COLOURS, isUsedUp, MOST_USES, sayPromotion, showUses, STATE_NAMES } from './saying.ts'

const PAGE_SIZE = 20
const ListQuery = Type.Object({ state: Type.Optional(Type.String({ maxLength: 20 })), q: Type.Optional(Type.String({ maxLength: 100 })), page: PageNumber })

/** Coupons, and promotions that apply by themselves: what runs, what is to come, and what there was. */
const coupons: FastifyPluginAsyncTypebox = async app => {
  await app.register(edit)

  app.get('/admin/coupons', { schema: { querystring: ListQuery } }, async (request, reply) => {
    const q = (request.query.q ?? '').trim()
    const pattern = q === '' ? '' : `%${q.replace(/[\\%_]/g, '\\$&')}%`
    const counts = await countPromotions(app.db, pattern)
    const asked = STATES.find(known => known === request.query.state)
    // What is searched for is shown where it is found.
    const state = asked ?? STATES.find(known => counts[known] !== undefined) ?? 'running'
    const page = parsePage(request.query.page)
    const found = await listPromotionsOf(app.db, state, pattern, rowsOf(page, PAGE_SIZE))
    const { locale } = request.preferences
    const { categories } = app.catalog.current()
    const rows = []
    for (const each of found.slice(0, PAGE_SIZE)) {
      rows.push({
        ...each,
        words: sayPromotion(each, { locale, categories }),
        isUsedUp: isUsedUp(each),
        uses: showUses(await sumUses(app.db, each.promotionId, MOST_USES + 1), each, locale)
      })
    }
    const url = (to: string, number = 1): string => `/admin/coupons?${new URLSearchParams({ state: to, ...q && { q }, ...number > 1 && { page: String(number) } })}`
    return reply.page('admin/coupons', {
      ...await readFrame(app, request, 'coupons'),
      q,
      state,
      stateName: STATE_NAMES[state],
      colour: COLOURS[state],
      tabs: STATES.map(each => ({ text: STATE_NAMES[each], url: url(each), current: each === state, count: counts[each] ? counts[each].toLocaleString(locale) : '' })),
      promotions: rows,
      pages: pagesOf(page, PAGE_SIZE, found.length, number => url(state, number))
    })
  })
}

export default coupons
