import type { Catalog, Product, Variant } from '../catalog/catalog.ts'
import { onceFor, Recent } from '../kept.ts'
import { CURRENCIES, type Currency } from '../money.ts'

/** The most of one item that a line can hold. */
export const MAX_QUANTITY = 99
/** The most lines that a cart can hold, and as many again can be saved for later. A merge may save more. */
export const MAX_LINES = 100

/** `seen` is the price that was shown when the line was last touched: it is told when the price changes, and never charged. */
export interface CartLine {
  readonly sku: string
  readonly quantity: number
  readonly seen?: { readonly currency: Currency, readonly priceCents: number }
}

/** What a cart holds, without its history. */
export interface CartContent {
  readonly lines: readonly CartLine[]
  /** Kept for later: never part of an order. */
  readonly saved: readonly CartLine[]
}

/**
 * `undo` is the content before the last change, where that change can be taken back. Every other change drops it. `coupon` is a
 * code, in capitals: what it takes off is worked out anew each time.
 */
export interface Cart extends CartContent {
  readonly undo?: CartContent
  readonly coupon?: string
}

export const EMPTY_CART: Cart = { lines: [], saved: [] }

/** Puts `line` in, or adds to the line that is there, up to `limit` pieces. `added` says how many went in: 0 means nothing changed. */
export function addItem (cart: Cart, line: CartLine, limit: number): { cart: Cart, added: number } {
  const present = cart.lines.find(({ sku }) => sku === line.sku)
  const before = present?.quantity ?? 0
  const quantity = Math.min(before + line.quantity, limit, MAX_QUANTITY)
  if (quantity <= before || (!present && cart.lines.length >= MAX_LINES)) return { cart, added: 0 }
  return { cart: changed(cart, { lines: withLine(cart.lines, { ...line, quantity }) }), added: quantity - before }
}

/** Sets the quantity of a line, 1 to 99. A line that is not there stays away. */
export function setQuantity (cart: Cart, line: CartLine): Cart {
  if (!cart.lines.some(({ sku }) => sku === line.sku)) return cart
  return changed(cart, { lines: withLine(cart.lines, line) })
}

/** Takes a line out; `undoChange` brings it back. */
export function removeItem (cart: Cart, sku: string): Cart {
  if (!cart.lines.some(line => line.sku === sku)) return cart
  return changed(cart, { lines: without(cart.lines, sku), undo: contentOf(cart) })
}

/** Moves a line out of the order into what is saved for later. */
export function saveForLater (cart: Cart, sku: string): Cart {
  const line = cart.lines.find(line => line.sku === sku)
  if (!line || cart.saved.length >= MAX_LINES) return cart
  return changed(cart, { lines: without(cart.lines, sku), saved: withLine(cart.saved, addUp(cart.saved, line)), undo: contentOf(cart) })
}

/** Moves a saved line back into the order, up to `limit` pieces. What does not go in stays saved. */
export function restoreSaved (cart: Cart, sku: string, limit: number): Cart {
  const line = cart.saved.find(line => line.sku === sku)
  if (!line) return cart
  const { cart: grown, added } = addItem(cart, line, limit)
  if (added === 0) return cart
  const left = line.quantity - added
  return { ...grown, saved: left > 0 ? withLine(cart.saved, { ...line, quantity: left }) : without(cart.saved, sku) }
}

/** Forgets a saved line. */
export function removeSaved (cart: Cart, sku: string): Cart {
  if (!cart.saved.some(line => line.sku === sku)) return cart
  return changed(cart, { saved: without(cart.saved, sku), undo: contentOf(cart) })
}

/** The cart as it was before its last change, or the same cart where that cannot be taken back any more. */
export function undoChange (cart: Cart): Cart {
  return cart.undo ? changed(cart, cart.undo) : cart
}

/** The cart with a coupon in the place of the one that it had, or without one. */
export function withCoupon ({ coupon, ...cart }: Cart, code: string | undefined): Cart {
  return code === undefined ? cart : { ...cart, coupon: code }
}

/** The cart after a change, which cannot take the one before it back any more. */
function changed ({ undo, ...cart }: Cart, change: Partial<Cart>): Cart {
  return { ...cart, ...change }
}

export interface PricedLine {
  readonly sku: string
  readonly quantity: number
  readonly product?: Product
  readonly variant?: Variant
  readonly priceCents: number
  readonly totalCents: number
  /** Pieces in stock. */
  readonly available: number
  /** Why the line cannot be ordered as it stands. */
  readonly problem?: 'gone' | 'sold-out' | 'too-many'
  /** The price per piece that was shown before, where it has changed since. */
  readonly was?: number
}

export interface PricedCart {
  readonly lines: readonly PricedLine[]
  readonly saved: readonly PricedLine[]
  /** Pieces, not lines. */
  readonly count: number
  readonly subtotalCents: number
  readonly currency: Currency
}

/** Every price comes from the catalogue: the cart says only which SKU and how many. What is no longer sold counts nothing. */
export function priceCart (cart: CartContent, catalog: Catalog, currency: Currency): PricedCart {
  return pricing(catalog).take(currency, () => onceFor(cart => price(cart, catalog, currency)))(cart)
}

// A cart that is not changed is the same object from one page to the next, and each page shows its sum.
const pricing = onceFor(() => new Recent<(cart: CartContent) => PricedCart>(CURRENCIES.length))

function price (cart: CartContent, catalog: Catalog, currency: Currency): PricedCart {
  const lines = cart.lines.map(line => priceLine(line, catalog, currency))
  return {
    lines,
    saved: cart.saved.map(line => priceLine(line, catalog, currency)),
    count: cart.lines.reduce((sum, line) => sum + line.quantity, 0),
    subtotalCents: lines.reduce((sum, line) => sum + line.totalCents, 0),
    currency
  }
}

function priceLine ({ sku, quantity, seen }: CartLine, catalog: Catalog, currency: Currency): PricedLine {
  const found = catalog.bySku.get(sku)
  if (!found) return { sku, quantity, priceCents: 0, totalCents: 0, available: 0, problem: 'gone' }
  const { product, variant } = found
  const { priceCents } = variant.prices[currency]
  const available = variant.available
  const problem = available === 0 ? 'sold-out' as const : available < quantity ? 'too-many' as const : undefined
  const was = seen && seen.currency === currency && seen.priceCents !== priceCents ? seen.priceCents : undefined
  return {
    sku,
    quantity,
    product,
    variant,
    priceCents,
    totalCents: priceCents * quantity,
    available,
    ...problem && { problem },
    ...was !== undefined && { was }
  }
}

/** The line with the pieces added that `lines` holds of it, 99 at most. */
export function addUp (lines: readonly CartLine[], line: CartLine): CartLine {
  return { ...line, quantity: Math.min(piecesOf(lines, line.sku) + line.quantity, MAX_QUANTITY) }
}

/** How many pieces of an item the lines hold: 0 where there is none. */
export function piecesOf (lines: readonly CartLine[], sku: string): number {
  return lines.find(line => line.sku === sku)?.quantity ?? 0
}

/** The lines with `line` in place of the one of its SKU, or at their end. */
export function withLine (lines: readonly CartLine[], line: CartLine): CartLine[] {
  const present = lines.some(({ sku }) => sku === line.sku)
  return present ? lines.map(other => other.sku === line.sku ? line : other) : [...lines, line]
}

function without (lines: readonly CartLine[], sku: string): CartLine[] {
  return lines.filter(line => line.sku !== sku)
}

/** A cart without its own undo, so that undo goes one step back and the stored cart stays small. */
function contentOf ({ lines, saved }: Cart): CartContent {
  return { lines, saved }
}
