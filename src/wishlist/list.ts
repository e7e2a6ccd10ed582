import { stockNote, type StockNote } from '../catalog/card.ts'
import type { Catalog, Product, Variant } from '../catalog/catalog.ts'
import { nameOf } from '../cart/messages.ts'
import type { Currency } from '../money.ts'
import type { WishlistItem } from './queries.ts'

/** Items that a list holds: enough for anybody, and few enough to read. */
export const MAX_ITEMS = 200

export interface ShownItem {
  sku: string
  name: string
  /** Absent when it is no longer sold, as are those below. */
  product?: Product
  variant?: Variant
  priceCents: number
  stock?: StockNote
  /** What it cost when it was put on the list, where that is not what it costs now. */
  was?: number
  isCheaper: boolean
}

/** Items with what they cost now. Prices in different currencies are not compared. */
export function shownItems (items: readonly WishlistItem[], catalog: Catalog, currency: Currency): ShownItem[] {
  return items.map(item => {
    const { sku } = item
    const found = catalog.bySku.get(sku)
    if (!found) return { sku, name: nameOf(sku, catalog), priceCents: 0, isCheaper: false }
    const { priceCents } = found.variant.prices[currency]
    const was = item.currency === currency && item.priceCents !== priceCents ? item.priceCents : undefined
    return { sku, name: nameOf(sku, catalog), ...found, priceCents, stock: stockNote(found.variant), ...was !== undefined && { was }, isCheaper: was !== undefined && was > priceCents }
  })
}

/** What a stranger is told of a name: `Ann` of `Ann Archer`. */
export function firstNameOf (name: string): string {
  return name.trim().split(/\s+/)[0] ?? ''
}
