import type { Catalog } from '../catalog/catalog.ts'
import type { FlashMessage } from '../plugins/session/data.ts'
import { MAX_QUANTITY } from './cart.ts'

export type Message = Omit<FlashMessage, 'id'>

/** The name a shopper knows an item by: `Dipped mug, Slate`. */
export function nameOf (sku: string, catalog: Catalog): string {
  const found = catalog.bySku.get(sku)
  if (!found) return `an item that is no longer sold (${sku})`
  const { product: { name }, variant: { label } } = found
  return label === '' ? name : `${name}, ${label}`
}

// "Added: …" fits one mug as well as a pair of tea towels.

/** Told after an add: `wanted` were asked for, `added` went in, `available` are in stock. */
export function addedMessage (name: string, wanted: number, added: number, available: number): Message {
  if (available === 0) return { kind: 'error', text: `Sold out, so nothing was added: ${name}` }
  if (added === 0) return { kind: 'warning', text: `Nothing was added: your basket can hold no more of ${name}`, basket: true }
  if (added < wanted) return { kind: 'warning', text: `Added only ${added}: ${name} – ${limitOf(available)}`, basket: true }
  return { kind: 'success', text: `Added: ${timesName(added, name)}`, basket: true }
}

/** Told when more were asked for on a line than there are. */
export function fewerMessage (name: string, quantity: number): Message {
  return { kind: 'warning', text: `Set to ${quantity}: ${name} – ${limitOf(quantity)}` }
}

/** Told after a line left its place in the cart; it can be taken back. */
export function movedMessage (what: 'Removed' | 'Saved for later' | 'No longer saved', name: string): Message {
  return { kind: 'success', text: `${what}: ${name}`, undo: true }
}

/** Told after a saved line was put back: `added` went in, `left` stay saved. */
export function restoredMessage (name: string, added: number, left: number): Message {
  if (added === 0) return { kind: 'warning', text: `Stays saved for later: ${name} – it cannot go into your basket at the moment` }
  if (left > 0) return { kind: 'warning', text: `Added only ${added}: ${name} – ${left} of it still saved for later` }
  return { kind: 'success', text: `In your basket again: ${timesName(added, name)}` }
}

function limitOf (available: number): string {
  return available < MAX_QUANTITY ? 'that is all there is' : `a basket holds ${MAX_QUANTITY} of one item at most`
}

/** `2 × Dipped mug`, and one is just itself. */
export function timesName (quantity: number, name: string): string {
  return quantity === 1 ? name : `${quantity} × ${name}`
}
