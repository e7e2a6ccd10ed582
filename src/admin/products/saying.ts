import type { StockNote } from '../../catalog/card.ts'
import { formatMoney, type Currency } from '../../money.ts'
import { sayMoment, sayMomentFully } from '../saying.ts'
import { LACKS, productListUrl, STATES, type Lack, type ProductFilter, type ProductState, type Sort } from './filter.ts'
import type { ListedProduct } from './list-queries.ts'
import type { KeptProduct } from './queries.ts'

export const STATE_NAMES: Readonly<Record<ProductState, string>> = { published: 'Published', draft: 'Draft', scheduled: 'Scheduled', over: 'Over' }
export const LACK_NAMES: Readonly<Record<Lack, string>> = { stock: 'Sold out', picture: 'Without a picture', german: 'Not all in German' }

/** How the dot and the word of an order are painted for a product. */
const COLOURS: Readonly<Record<ProductState, string>> = { published: 'delivered', draft: 'placed', scheduled: 'paid', over: 'cancelled' }

export function stateOf ({ published, publishedFrom, publishedUntil }: Pick<KeptProduct, 'published' | 'publishedFrom' | 'publishedUntil'>, now: Date): ProductState {
  if (!published) return 'draft'
  if (publishedFrom && publishedFrom > now) return 'scheduled'
  return publishedUntil && publishedUntil <= now ? 'over' : 'published'
}

export interface DescribedState { name: string, colour: string, note: string }

export function describeState (product: Pick<KeptProduct, 'published' | 'publishedFrom' | 'publishedUntil'>, now: Date, locale: string): DescribedState {
  const state = stateOf(product, now)
  const { publishedFrom, publishedUntil } = product
  const note = state === 'scheduled' && publishedFrom
    ? `from ${sayMoment(publishedFrom, now, locale)}`
    : state === 'published' && publishedUntil ? `until ${sayMoment(publishedUntil, now, locale)}` : ''
  return { name: STATE_NAMES[state], colour: COLOURS[state], note }
}

export interface DescribedProduct extends ListedProduct {
  categoryName: string
  state: DescribedState
  price: string
  stock: StockNote['kind']
  stockText: string
  changed: string
  changedFully: string
}

export function describeListed (product: ListedProduct, { available, categories, currency, locale, now }: {
  available: ReadonlyMap<string, number>, categories: ReadonlyArray<{ slug: string, name: string }>, currency: Currency, locale: string, now: Date
}): DescribedProduct {
  const { skus, lowestCents, highestCents, changedAt } = product
  const pieces = skus.reduce((sum, sku) => sum + (available.get(sku) ?? 0), 0)
  return {
    ...product,
    categoryName: categories.find(({ slug }) => slug === product.category)?.name ?? product.category,
    state: describeState(product, now, locale),
    price: sayRange(lowestCents, highestCents, currency, locale),
    stock: pieces === 0 ? 'out' : 'in',
    stockText: skus.length === 0 ? 'No variant' : pieces.toLocaleString(locale),
    changed: sayMoment(changedAt, now, locale),
    changedFully: sayMomentFully(changedAt, now, locale)
  }
}

function sayRange (lowest: number | null, highest: number | null, currency: Currency, locale: string): string {
  if (lowest === null || highest === null) return ''
  const say = (cents: number): string => formatMoney(cents, currency, locale)
  return lowest === highest ? say(lowest) : `${say(lowest)}–${say(highest)}`
}

export function tabsOf (filter: ProductFilter): Array<{ text: string, url: string, current: boolean, count: string }> {
  const tab = (text: string, state?: ProductState) => ({ text, url: productListUrl(filter, { state }), current: filter.state === state, count: '' })
  return [tab('All'), ...STATES.map(state => tab(STATE_NAMES[state], state))]
}

export const LACK_CHOICES = [{ value: '', text: 'Anything' }, ...LACKS.map(value => ({ value, text: LACK_NAMES[value] }))]

type Asked = Pick<ProductFilter, 'state' | 'lack' | 'q' | 'category'>
type Named = ReadonlyArray<{ slug: string, name: string }>

/** `Products, draft, sold out, “mug”`: what the list shows, as the title says it. */
export function describeFilter (filter: Asked, categories: Named): string {
  return ['Products', ...partsOf(filter, categories)].join(', ')
}

/** `Draft, sold out`, and `All products` where nothing is asked. */
export function nameFiltered (filter: Asked, categories: Named): string {
  const [first = 'All products', ...rest] = partsOf(filter, categories)
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(', ')
}

function partsOf ({ state, lack, q, category }: Asked, categories: Named): string[] {
  const name = categories.find(({ slug }) => slug === category)?.name
  return [state && STATE_NAMES[state].toLowerCase(), name, lack && LACK_NAMES[lack].toLowerCase(), q && `“${q}”`].flatMap(part => part ? [part] : [])
}

export interface Heading { text: string, url: string, sorted: string, kind: string }

export function headingsOf (filter: ProductFilter): Heading[] {
  const heading = (text: string, kind = '', by?: 'name' | 'changed'): Heading => {
    const [sort, way] = filter.sort.split('-')
    const isSorted = by !== undefined && by === sort
    const next = `${by}-${isSorted ? (way === 'asc' ? 'desc' : 'asc') : by === 'name' ? 'asc' : 'desc'}` as Sort
    return { text, url: by ? productListUrl(filter, { sort: next }) : '', sorted: !isSorted ? '' : way === 'asc' ? 'ascending' : 'descending', kind }
  }
  return [heading('Product', '', 'name'), heading('Category'), heading('Status'), heading('Price', 'num'), heading('Stock', 'num'), heading('Changed', '', 'changed')]
}
