import type { Catalog } from '../catalog/catalog.ts'
import { translator, type Translate } from '../languages/translate.ts'
import type { Currency } from '../money.ts'
import { withFlash, type SessionData } from '../plugins/session/data.ts'
import { addItem, MAX_QUANTITY, piecesOf, removeItem, removeSaved, restoreSaved, saveForLater, setQuantity, undoChange, type Cart, type CartLine } from './cart.ts'
import { addedMessage, fewerMessage, movedMessage, nameOf, restoredMessage, type Message } from './messages.ts'

/** What became of a cart, and what is said about it, in the language of the catalogue. Where nothing changed it is the same cart. */
export interface CartChange {
  readonly cart: Cart
  readonly message?: Message
}

/** What is sold, and in which currency the shopper sees it. */
export interface Shelf {
  readonly catalog: Catalog
  readonly currency: Currency
}

/** Adds up to `quantity` pieces. `added` says how many went in. A SKU that is not for sale changes nothing. */
export function addToCart (cart: Cart, sku: string, quantity: number, shelf: Shelf): CartChange & { added: number } {
  const line = newLine(sku, quantity, shelf)
  if (!line) return { cart, added: 0 }
  const available = availableOf(sku, shelf.catalog)
  const { cart: grown, added } = addItem(cart, line, available)
  return { cart: grown, added, message: addedMessage(translator(shelf.catalog.language), nameOf(sku, shelf.catalog), quantity, { moved: added, held: piecesOf(grown.lines, sku), available }) }
}

/** Sets how many of a line are wanted: fewer where there are not as many; 0, or an item that is not sold any more, takes it out. */
export function changeQuantity (cart: Cart, sku: string, quantity: number, shelf: Shelf): CartChange {
  const wanted = Math.min(quantity, MAX_QUANTITY)
  const line = newLine(sku, Math.min(wanted, availableOf(sku, shelf.catalog) || wanted), shelf)
  if (wanted <= 0 || !line) return takeOut(cart, sku, shelf.catalog)
  const changed = setQuantity(cart, line)
  if (changed === cart || line.quantity === wanted) return { cart: changed }
  return { cart: changed, message: fewerMessage(translator(shelf.catalog.language), nameOf(sku, shelf.catalog), line.quantity) }
}

/** Takes a line out of the cart. */
export function takeOut (cart: Cart, sku: string, catalog: Catalog): CartChange {
  return moved(cart, removeItem(cart, sku), 'removed', sku, catalog)
}

/** Saves a line for later. */
export function putAside (cart: Cart, sku: string, catalog: Catalog): CartChange {
  return moved(cart, saveForLater(cart, sku), 'saved', sku, catalog)
}

/** Puts a saved line back in, as many of it as there are. */
export function putBack (cart: Cart, sku: string, catalog: Catalog): CartChange {
  const before = piecesOf(cart.saved, sku)
  if (before === 0) return { cart }
  const available = availableOf(sku, catalog)
  const changed = restoreSaved(cart, sku, available)
  const left = piecesOf(changed.saved, sku)
  const move = { moved: before - left, held: piecesOf(changed.lines, sku), available }
  return { cart: changed, message: restoredMessage(translator(catalog.language), nameOf(sku, catalog), left, move) }
}

/** Forgets a saved line. */
export function forgetSaved (cart: Cart, sku: string, catalog: Catalog): CartChange {
  return moved(cart, removeSaved(cart, sku), 'unsaved', sku, catalog)
}

/** Takes the last change back, where that can still be done. */
export function takeBack (cart: Cart, t: Translate): CartChange {
  return cart.undo
    ? { cart: undoChange(cart), message: { kind: 'success', text: t('Undone: your basket is as it was before.') } }
    : { cart, message: { kind: 'warning', text: t('Your basket has changed since, so there is nothing to undo.') } }
}

/** The session with a cart that was changed, and with what is said about it on the next page. */
export function withChange (session: SessionData, { cart, message }: CartChange): SessionData {
  const changed = cart === session.cart ? session : { ...session, cart }
  return message ? withFlash(changed, message) : changed
}

function moved (cart: Cart, changed: Cart, what: Parameters<typeof movedMessage>[1], sku: string, catalog: Catalog): CartChange {
  return changed === cart ? { cart } : { cart: changed, message: movedMessage(translator(catalog.language), what, nameOf(sku, catalog)) }
}

function newLine (sku: string, quantity: number, { catalog, currency }: Shelf): CartLine | undefined {
  const variant = catalog.bySku.get(sku)?.variant
  return variant && { sku, quantity, seen: { currency, priceCents: variant.prices[currency].priceCents } }
}

function availableOf (sku: string, catalog: Catalog): number {
  return catalog.bySku.get(sku)?.variant.available ?? 0
}
