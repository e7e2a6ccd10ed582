import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { FieldErrors } from '../../../accounts/forms.ts'
import { CURRENCIES } from '../../../money.ts'
import { readFrame } from '../../frame.ts'
import { readKeysetPage } from '../../keyset.ts'
import { filterFields, parseFilter, ProductListQuery, productListUrl, type ProductFilter } from '../filter.ts'
import { listProducts, listSlugs, listSoldOut } from '../list-queries.ts'
import { findKnown, listKeptProducts, type KeptProduct } from '../queries.ts'
import { describeFilter, nameFiltered } from '../saying.ts'
import { toTyped } from '../variant-form.ts'
import { nameColumn } from './columns.ts'
import { holdChange } from './hold.ts'
import { changeCells, parsePercent, type Percent } from './percent.ts'
import { newPlan, planLines, type Wish } from './plan.ts'

const PATH = '/admin/products/prices'
const PAGE_SIZE = 25
/** A product may have any number of variants, each of six fields with its SKU in their names: some thousands of them fit. Only who is let in is read so far. */
const MOST_BYTES = 1024 * 1024
const PRODUCTS_AT_ONCE = 200
const MOST_PRODUCTS = 20_000
const COLUMNS = CURRENCIES.flatMap(currency => [currency, `${currency}_was`])
const STEPS = [{ value: '1', text: 'The cent' }, { value: '10', text: '0.10' }, { value: '50', text: '0.50' }, { value: '100', text: '1.00' }]

const GridForm = Type.Object({}, { additionalProperties: false, patternProperties: { [`^(${COLUMNS.join('|')})-[A-Za-z0-9._-]{1,60}$`]: Type.String({ maxLength: 40 }) } })
const PercentForm = Type.Object({
  percent: Type.String({ maxLength: 40 }),
  step: Type.Enum(STEPS.map(({ value }) => value)),
  currency: Type.Enum(['', ...CURRENCIES]),
  sale: Type.Optional(Type.Literal('1'))
}, { additionalProperties: false })

interface Trouble { typed?: Readonly<Record<string, string>>, percent?: Readonly<Record<string, string | undefined>>, errors?: FieldErrors }

/** Prices of many products at once: typed into a grid, or changed by so many percent. Nothing is changed before it was shown. */
const prices: FastifyPluginAsyncTypebox = async app => {
  app.get(PATH, { schema: { querystring: ProductListQuery } }, (request, reply) => show(request, reply))

  app.post(PATH, { schema: { querystring: ProductListQuery, body: GridForm }, bodyLimit: MOST_BYTES }, async (request, reply) => {
    const typed = request.body as Readonly<Record<string, string>>
    const cells = new Map<string, Record<string, string>>()
    for (const [field, text] of Object.entries(typed)) {
      const [column = '', sku = ''] = [field.slice(0, field.indexOf('-')), field.slice(field.indexOf('-') + 1)]
      cells.set(sku, { ...cells.get(sku), sku, [column]: text })
    }
    const wishes = [...cells.values()].map((cells, at): Wish => ({ line: at + 1, cells }))
    const planned = await planLines(app.db, newPlan(await findKnown(app.db)), wishes)
    const errors = Object.fromEntries(planned.flatMap(({ sku, errors }) => Object.entries(errors).map(([column, text]) => [`${column}-${sku}`, `${sku}: ${text.charAt(0).toLowerCase()}${text.slice(1)}`])))
    if (Object.keys(errors).length > 0) return show(request, reply, { typed, errors })
    return reply.redirect(`/admin/products/changes/${await holdChange(request, 'prices', 'Prices typed in', wishes)}`, 303)
  })

  app.post('/admin/products/prices/percent', { schema: { querystring: ProductListQuery, body: PercentForm } }, async (request, reply) => {
    const { percent, step, currency, sale } = request.body
    const bps = parsePercent(percent)
    if (bps === undefined) return show(request, reply, { percent: request.body, errors: { percent: 'Enter a number such as 10, or −7.5, above −100' } })
    const change: Percent = { bps, stepCents: Number(step), isSale: sale === '1', currencies: CURRENCIES.filter(each => currency === '' || each === currency) }
    const filter = parseFilter(request.query)
    const title = `${nameFiltered(filter, (await findKnown(app.db)).categories)}: ${Math.abs(bps) / 100}% ${bps > 0 ? 'more' : 'off'}`
    return reply.redirect(`/admin/products/changes/${await holdChange(request, 'prices', title, wishesOf(filter, change))}`, 303)
  })

  /** The variants of all products that fit, some hundred products at a time. */
  async function * wishesOf (filter: ProductFilter, percent: Percent): AsyncGenerator<Wish> {
    const slugs = await listSlugs(app.db, filter, await soldOutFor(filter), MOST_PRODUCTS)
    let line = 0
    for (let at = 0; at < slugs.length; at += PRODUCTS_AT_ONCE) {
      for (const { variants } of await listKeptProducts(app.db, slugs.slice(at, at + PRODUCTS_AT_ONCE))) {
        for (const variant of variants) {
          const cells = changeCells(variant, percent)
          if (cells) yield { line: line += 1, cells }
        }
      }
    }
  }

  async function soldOutFor ({ lack }: ProductFilter): Promise<string[]> {
    return lack === 'stock' ? listSoldOut(app.db) : []
  }

  async function show (request: FastifyRequest, reply: FastifyReply, { typed, percent = {}, errors = {} }: Trouble = {}): Promise<FastifyReply> {
    const filter = parseFilter(request.query as ProductListQuery)
    const soldOut = await soldOutFor(filter)
    const [frame, { categories }] = await Promise.all([readFrame(app, request, 'products'), findKnown(app.db)])
    const page = await readKeysetPage({ size: PAGE_SIZE, after: filter.after, before: filter.before }, (cursor: string | undefined, limit, isBackwards) =>
      listProducts(app.db, { filter, soldOut, currency: 'EUR', cursor, limit, isBackwards }))
    const kept = new Map((await listKeptProducts(app.db, page.rows.map(({ slug }) => slug))).map(product => [product.slug, product]))
    const url = (changes: Partial<ProductFilter>): string => productListUrl(filter, changes, PATH)
    if (Object.keys(errors).length > 0) reply.code(422)
    return reply.page('admin/product-prices', {
      ...frame,
      path: PATH,
      returnTo: PATH,
      title: describeFilter(filter, categories),
      listUrl: productListUrl(filter),
      gridUrl: productListUrl(filter, { after: filter.after, before: filter.before }, PATH),
      percentUrl: productListUrl(filter, {}, `${PATH}/percent`),
      isAll: filterFields({ ...filter, sort: 'changed-desc' }).size === 0,
      columns: COLUMNS.map(nameColumn),
      currencies: [{ value: '', text: 'All currencies' }, ...CURRENCIES.map(value => ({ value, text: value }))],
      steps: STEPS,
      percent: { percent: percent.percent ?? '', step: percent.step ?? '1', currency: percent.currency ?? '', sale: percent.sale === '1' },
      errors,
      variants: page.rows.flatMap(({ slug }) => rowsOf(kept.get(slug), typed)),
      pages: {
        range: '',
        first: filter.after || filter.before ? url({}) : null,
        previous: page.previous ? url({ before: page.previous.slug }) : null,
        next: page.next ? url({ after: page.next.slug }) : null
      }
    })
  }
}

export default prices

function rowsOf (product: KeptProduct | undefined, typed: Readonly<Record<string, string>> | undefined): object[] {
  return (product?.variants ?? []).map(variant => {
    const kept: Readonly<Record<string, string>> = toTyped(variant)
    return {
      sku: variant.sku,
      slug: product?.slug,
      name: variant.label === '' ? product?.name : `${product?.name}, ${variant.label}`,
      cells: COLUMNS.map(column => ({ id: `${column}-${variant.sku}`, column: nameColumn(column), value: typed?.[`${column}-${variant.sku}`] ?? kept[column] ?? '' }))
    }
  })
}
