import type { Catalog } from '../catalog/catalog.ts'
import type { FlashMessage } from '../plugins/session/data.ts'
import { MAX_LINES, MAX_QUANTITY } from './cart.ts'

// Two forms: what is said of an item stands before its name, "Added: Cup", which fits one mug as well as a pair of tea
// towels and ends without a full stop; a sentence ends with one.

export type Message = Omit<FlashMessage, 'id'>

/** How a change of one line went, in pieces: what moved, what the basket holds of it now, and what is in stock. */
export interface Move {
  readonly moved: number
  readonly held: number
  readonly available: number
}

/** The name a shopper knows an item by: `Dipped mug, Slate`. */
export function nameOf (sku: string, catalog: Catalog): string {
  const found = catalog.bySku.get(sku)
  if (!found) return `an item that is no longer sold (${sku})`
  const { product: { name }, variant: { label } } = found
  return label === '' ? name : `${name}, ${label}`
}

/** Told after an add: `wanted` were asked for. */
export function addedMessage (name: string, wanted: number, move: Move): Message {
  if (move.available === 0) return { kind: 'error', text: `Sold out, so nothing was added: ${name}` }
  if (move.moved === wanted) return { kind: 'success', text: `Added: ${timesName(wanted, name)}`, basket: true }
  return { kind: 'warning', text: `${limitOf(move)}, ${fewerAdded(move)}: ${name}`, basket: true }
}

function fewerAdded ({ moved, held, available }: Move): string {
  if (moved > 0) return `so only ${moved} ${moved === 1 ? 'was' : 'were'} added`
  return held > 0 && available < MAX_QUANTITY ? 'all in your basket already' : 'so nothing was added'
}

/** Told when more were asked for on a line than there are. */
export function fewerMessage (name: string, quantity: number): Message {
  return { kind: 'warning', text: `${stockLimit(quantity)}, so the quantity is now ${quantity}: ${name}` }
}

/** Told after a line left its place in the cart; it can be taken back. */
export function movedMessage (what: 'Removed' | 'Saved for later' | 'No longer saved', name: string): Message {
  return { kind: 'success', text: `${what}: ${name}`, undo: true }
}

/** Told after a saved line was put back: `left` stay saved. */
export function restoredMessage (name: string, left: number, move: Move): Message {
  if (left === 0) return { kind: 'success', text: `In your basket again: ${timesName(move.moved, name)}` }
  const rest = move.moved === 0 ? 'it stays' : left === 1 ? '1 stays' : `${left} stay`
  return { kind: 'warning', text: `${limitOf(move)}, so ${rest} saved for later: ${name}` }
}

/** Why no more of an item goes in. */
function limitOf ({ held, available }: Move): string {
  if (available === 0) return 'Sold out'
  if (held === 0) return `A basket holds ${MAX_LINES} different items at most`
  return available < MAX_QUANTITY ? stockLimit(available) : `A basket holds ${MAX_QUANTITY} of one item at most`
}

/** `Only 3 in stock`. */
function stockLimit (available: number): string {
  return `Only ${available} in stock`
}

/** `3 items`: pieces, not lines. */
export function itemsOf (pieces: number): string {
  return `${pieces} ${pieces === 1 ? 'item' : 'items'}`
}

/** `2 × Dipped mug`, and one is just itself. */
export function timesName (quantity: number, name: string): string {
  return quantity === 1 ? name : `${quantity} × ${name}`
}
