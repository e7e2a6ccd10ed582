import type { Catalog } from '../catalog/catalog.ts'
import { translator, type Translate } from '../languages/translate.ts'
import type { Currency } from '../money.ts'
import { addItem, piecesOf, type Cart } from './cart.ts'
import { addedMessage, nameOf, type Message, type Move } from './messages.ts'

/** What was had before. `name` is what it was called then: the catalogue may know it no more. */
export interface Former {
  readonly sku: string
  readonly name: string
  readonly quantity: number
}

/** What became of one of them. Without a move it is no longer sold. */
interface Added extends Former {
  readonly move?: Move
}

/** Adds each as an add of its own would, at the prices of now. Undo takes all of them out again. */
export function addAgain (cart: Cart, former: readonly Former[], catalog: Catalog, currency: Currency): { cart: Cart, added: Added[] } {
  let grown = cart
  const added = former.map((line): Added => {
    const variant = catalog.bySku.get(line.sku)?.variant
    if (!variant) return line
    const { sku, available } = variant
    const outcome = addItem(grown, { sku, quantity: line.quantity, seen: { currency, priceCents: variant.prices[currency].priceCents } }, available)
    grown = outcome.cart
    return { ...line, move: { moved: outcome.added, held: piecesOf(grown.lines, sku), available } }
  })
  return { cart: grown === cart ? cart : { ...grown, undo: { lines: cart.lines, saved: cart.saved } }, added }
}

/** Told after it, in the language of the catalogue: how much is in the basket again, and a line for each item of which there is less, or none. */
export function againMessage (added: readonly Added[], catalog: Catalog): Message {
  const t = translator(catalog.language)
  const moved = added.reduce((sum, { move }) => sum + (move?.moved ?? 0), 0)
  const lines = added.flatMap(line => lackOf(t, line, catalog))
  const ends = moved > 0 ? { basket: true, undo: true } : {}
  return {
    kind: lines.length === 0 ? 'success' : moved === 0 ? 'error' : 'warning',
    text: moved === 0
      ? t('Nothing of this order could be added.')
      : t('{count, plural, one {# item of this order is} other {# items of this order are}} in your basket.', { count: moved }),
    ...lines.length > 0 && { lines },
    ...ends
  }
}

function lackOf (t: Translate, { sku, name, quantity, move }: Added, catalog: Catalog): string[] {
  if (!move) return [t('No longer sold: {name}', { name })]
  return move.moved === quantity ? [] : [addedMessage(t, nameOf(sku, catalog), quantity, move).text]
}
