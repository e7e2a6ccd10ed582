import type { Catalog } from '../../catalog/catalog.ts'
import { CURRENCIES, type Currency } from '../../money.ts'
import type { HeldPieces } from './queries.ts'

/** What pieces in carts come to at the prices of now, by currency: those of an unknown one at `usual`. What is not for sale any more is worth nothing. */
export function worthOf (pieces: readonly HeldPieces[], catalog: Catalog, usual: Currency): Array<{ currency: Currency, cents: number }> {
  const sums = new Map<Currency, number>()
  for (const { sku, currency: seen, pieces: count } of pieces) {
    const variant = catalog.bySku.get(sku)?.variant
    const currency = CURRENCIES.find(known => known === seen) ?? usual
    if (variant) sums.set(currency, (sums.get(currency) ?? 0) + variant.prices[currency].priceCents * count)
  }
  return CURRENCIES.flatMap(currency => sums.has(currency) ? [{ currency, cents: sums.get(currency) ?? 0 }] : [])
}
