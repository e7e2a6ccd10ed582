import { onceFor, Recent } from '../kept.ts'
import type { Currency } from '../money.ts'
import { eachInSlices } from '../slices.ts'
import { bandOf } from './bands.ts'
import { isBetter } from './catalog.ts'
import type { Product, Variant } from './catalog.ts'
import { listUrl, type FacetName, type ListQuery } from './listing.ts'
import { Tally } from './tally.ts'

/** A product that passes the filters, and the variant at which it is shown: the cheapest that fits, those in stock first. */
export interface Found {
  readonly product: Product
  readonly variant: Variant
}

/** For each value how many products the list would have if of its facet that value alone were chosen, and all other filters stayed. */
export interface Counts {
  readonly category: ReadonlyMap<string, number>
  readonly facets: Readonly<Record<FacetName, ReadonlyMap<string, number>>>
  readonly inStock: number
}

export interface Sifted {
  readonly found: readonly Found[]
  readonly counts: Counts
}

const siftedOf = onceFor(() => new Recent<Promise<Sifted>>(8))

/** The same as `sift`, kept for each list of products: for the whole shop, which many look through with few filters. In slices. */
export function siftOnce (products: readonly Product[], query: ListQuery, currency: Currency): Promise<Sifted> {
  return siftedOf(products).take(`${currency} ${listUrl(query, { page: 1, sort: 'featured' })}`, async () => {
    const { look, result } = sifter(query, currency)
    await eachInSlices(products, look)
    return result()
  })
}

/**
 * The products that pass the filters, in the order they came, and how many each other choice would give.
 * One variant has to pass all filters: a mug in moss that is sold out is not in stock because there is one in clay. And where
 * something that fits is in stock, the price of what is sold out does not count.
 * Each variant is looked at once: this is asked of all products for every page of the list.
 */
export function sift (products: readonly Product[], query: ListQuery, currency: Currency): Sifted {
  const { look, result } = sifter(query, currency)
  products.forEach(look)
  return result()
}

function sifter (query: ListQuery, currency: Currency): { look (product: Product): void, result (): Sifted } {
  const { chosen } = query
  const found: Found[] = []
  const category = new Tally()
  const [prices, glazes, sizes] = [new Tally(), new Tally(), new Tally()]
  let inStock = 0
  function look (product: Product): void {
    const isOfCategory = query.category === '' || product.category === query.category
    let best: Variant | undefined
    let isThere = false // one that fits, whatever it costs
    let isThereInRange = false // one that fits and would also be in stock
    for (const variant of product.variants) {
      const { available, attributes: { glaze = NONE, size = NONE } } = variant
      const { priceCents } = variant.prices[currency]
      const band = bandOf(priceCents, currency)
      const isCheap = priceCents <= (query.maxPriceCents ?? Infinity)
      const isInRange = isCheap && isChosen(band, chosen.price)
      const hasGlaze = hasOne(glaze, chosen.glaze)
      const hasSize = hasOne(size, chosen.size)
      const hasStock = !query.inStock || available > 0
      if (isOfCategory && hasStock && hasSize) for (const value of glaze) glazes.see(value, available > 0, isInRange)
      if (isOfCategory && hasStock && hasGlaze) for (const value of size) sizes.see(value, available > 0, isInRange)
      if (!hasGlaze || !hasSize) continue
      if (available > 0 && isInRange) isThereInRange = true
      if (!hasStock) continue
      if (isOfCategory) prices.see(band, available > 0, isCheap)
      if (available > 0) isThere = true
      if (isInRange && (!best || isBetter(variant, best, currency))) best = variant
    }
    const passes = best !== undefined && (best.available > 0 || !isThere)
    if (best && passes) category.raise(product.category)
    if (!isOfCategory) return
    if (best && passes) found.push({ product, variant: best })
    if (isThereInRange) inStock += 1
    prices.close(isThere)
    glazes.close()
    sizes.close()
  }
  return { look, result: () => ({ found, counts: { category: category.counts, facets: { price: prices.counts, glaze: glazes.counts, size: sizes.counts }, inStock } }) }
}

/** The variants that have what was chosen: a card shows these alone. */
export function fittingVariants ({ variants }: Product, { chosen, inStock, maxPriceCents = Infinity }: ListQuery, currency: Currency): Variant[] {
  return variants.filter(({ available, attributes, prices }) => {
    const { priceCents } = prices[currency]
    return (!inStock || available > 0) && priceCents <= maxPriceCents && isChosen(bandOf(priceCents, currency), chosen.price) &&
      hasOne(attributes.glaze ?? NONE, chosen.glaze) && hasOne(attributes.size ?? NONE, chosen.size)
  })
}

const NONE: readonly string[] = []

/** Nothing chosen lets everything through. */
function isChosen (value: string, chosen: readonly string[]): boolean {
  return chosen.length === 0 || chosen.includes(value)
}

function hasOne (values: readonly string[], chosen: readonly string[]): boolean {
  return chosen.length === 0 || chosen.some(value => values.includes(value))
}
