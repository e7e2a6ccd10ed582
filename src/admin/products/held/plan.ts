import { isDeepStrictEqual } from 'node:util'
import type { Db } from '../../../plugins/database.ts'
import { listKeptProducts, listKnownSkus, type Known } from '../queries.ts'
import { cleanLine, isSku, isSlug } from '../texts.ts'
import { EMPTY, emptyLine, parseLine, PRODUCT_COLUMNS, toLine, VARIANT_COLUMNS, type Line } from './columns.ts'

/** What somebody wants of one variant: only the columns that are named. */
export interface Wish { line: number, cells: Readonly<Record<string, string>> }

export type Outcome = 'add' | 'change' | 'same' | 'error'

/** What a wish would do. */
export interface PlannedLine {
  line: number
  outcome: Outcome
  sku: string
  product: string
  before: Partial<Line> | null
  after: Partial<Line> | null
  error: string
  /** What is wrong, by column. Not kept. */
  errors: Readonly<Record<string, string>>
}

/** What the lines before have said. */
export interface Plan {
  known: Known
  skus: Set<string>
  /** What a line said of its product, by slug. */
  products: Map<string, string>
}

export function newPlan (known: Known): Plan {
  return { known, skus: new Set(), products: new Map() }
}

/** What some wishes would do to the catalogue as it is now. Nothing is changed. */
export async function planLines (db: Db, plan: Plan, wishes: readonly Wish[]): Promise<PlannedLine[]> {
  const skuOf = ({ cells }: Wish): string => cut(cells.sku ?? '', 60)
  const productOf = await listKnownSkus(db, wishes.map(skuOf))
  // Who names no product means that of the SKU.
  const slugOf = (wish: Wish): string => cut(wish.cells.product ?? '', 100) || productOf.get(skuOf(wish)) || ''
  const kept = new Map((await listKeptProducts(db, [...new Set(wishes.map(slugOf))])).map(product => [product.slug, product]))

  return wishes.map((wish): PlannedLine => {
    const [sku, slug] = [skuOf(wish), slugOf(wish)]
    const named = { line: wish.line, sku, product: slug }
    const fail = (errors: Record<string, string>): PlannedLine =>
      ({ ...named, outcome: 'error', before: null, after: null, errors, error: Object.entries(errors).map(([column, text]) => `${column}: ${text}`).join('. ') })
    if (!isSku(sku) && !productOf.has(sku)) return fail({ sku: 'Use capital letters and digits, joined by hyphens, such as MUG-SLATE' })
    if (plan.skus.has(sku)) return fail({ sku: 'It stands in a line before' })
    plan.skus.add(sku)
    if (slug === '') return fail({ product: 'Name the product of a new SKU' })
    const owner = productOf.get(sku)
    if (owner !== undefined && owner !== slug) return fail({ product: `The SKU belongs to ${owner}` })
    const product = kept.get(slug)
    if (!product && !isSlug(slug)) return fail({ product: 'Use lower-case letters and digits, joined by hyphens, such as dipped-mug' })

    const variant = product?.variants.find(each => each.sku === sku)
    const empty = emptyLine(plan.known)
    const now: Line = product && variant ? toLine(product, variant) : product ? { ...empty, ...pick(toLine(product, EMPTY), PRODUCT_COLUMNS) } : empty
    const parsed = parseLine(sku, slug, { ...now, ...pick(wish.cells, [...PRODUCT_COLUMNS, ...VARIANT_COLUMNS]) }, plan.known, { goesWith: product?.goesWith ?? [], picture: variant?.picture ?? null })
    if (Object.keys(parsed.errors).length > 0) return fail(parsed.errors)
    const after = toLine(parsed.product, parsed.variant)

    const said = JSON.stringify(pick(after, PRODUCT_COLUMNS))
    if ((plan.products.get(slug) ?? said) !== said) return fail({ product: 'An earlier line says something else of this product' })
    plan.products.set(slug, said)
    if (!variant) return { ...named, outcome: 'add', before: product ? pick(now, PRODUCT_COLUMNS) : null, after, error: '', errors: {} }
    const changed = [...PRODUCT_COLUMNS, ...VARIANT_COLUMNS].filter(name => !isDeepStrictEqual(now[name], after[name]))
    const isSame = changed.length === 0
    return { ...named, outcome: isSame ? 'same' : 'change', before: isSame ? null : pick(now, changed), after: isSame ? null : pick(after, changed), error: '', errors: {} }
  })
}

/** What is too long is shown with its mistake, as far as it goes: never half of a sign, which no text of the database can hold. */
function cut (text: string, most: number): string {
  return cleanLine(text).slice(0, most).toWellFormed()
}

function pick (fields: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap(name => fields[name] === undefined ? [] : [[name, fields[name]]]))
}
