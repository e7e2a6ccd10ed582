import type { Catalog } from '../catalog/catalog.ts'
import { translator, type Translate } from '../languages/translate.ts'
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

/** The name a shopper knows an item by: `Dipped mug, Slate`. In the language of the catalogue. */
export function nameOf (sku: string, catalog: Catalog): string {
  const found = catalog.bySku.get(sku)
  const t = translator(catalog.language)
  if (!found) return t('an item that is no longer sold ({sku})', { sku })
  const { product: { name }, variant: { label } } = found
  return label === '' ? name : `${name}, ${label}`
}

/** Told after an add: `wanted` were asked for. */
export function addedMessage (t: Translate, name: string, wanted: number, move: Move): Message {
  if (move.available === 0) return { kind: 'error', text: t('Sold out, so nothing was added: {name}', { name }) }
  if (move.moved === wanted) return { kind: 'success', text: t('Added: {item}', { item: timesName(wanted, name) }), basket: true }
  return { kind: 'warning', text: sayFewerAdded(t, name, move), basket: true }
}

function sayFewerAdded (t: Translate, name: string, { moved, held, available }: Move): string {
  if (held === 0) return t('A basket holds {most} different items at most, so nothing was added: {name}', { most: MAX_LINES, name })
  if (available >= MAX_QUANTITY) {
    return moved > 0
      ? t('A basket holds {most} of one item at most, so only {moved, plural, one {# was} other {# were}} added: {name}', { most: MAX_QUANTITY, moved, name })
      : t('A basket holds {most} of one item at most, so nothing was added: {name}', { most: MAX_QUANTITY, name })
  }
  return moved > 0
    ? t('Only {available} in stock, so only {moved, plural, one {# was} other {# were}} added: {name}', { available, moved, name })
    : t('Only {available} in stock, all in your basket already: {name}', { available, name })
}

/** Told when more were asked for on a line than there are. */
export function fewerMessage (t: Translate, name: string, quantity: number): Message {
  return { kind: 'warning', text: t('Only {quantity} in stock, so the quantity is now {quantity}: {name}', { quantity, name }) }
}

/** Told after a line left its place in the cart; it can be taken back. */
export function movedMessage (t: Translate, what: 'removed' | 'saved' | 'unsaved', name: string): Message {
  return { kind: 'success', text: t('{what, select, removed {Removed} saved {Saved for later} other {No longer saved}}: {name}', { what, name }), undo: true }
}

/** Told after a saved line was put back: `left` stay saved. */
export function restoredMessage (t: Translate, name: string, left: number, move: Move): Message {
  if (left === 0) return { kind: 'success', text: t('In your basket again: {item}', { item: timesName(move.moved, name) }) }
  return { kind: 'warning', text: sayStays(t, name, left, move) }
}

function sayStays (t: Translate, name: string, left: number, { moved, held, available }: Move): string {
  if (available === 0) return t('Sold out, so it stays saved for later: {name}', { name })
  if (held === 0) return t('A basket holds {most} different items at most, so it stays saved for later: {name}', { most: MAX_LINES, name })
  return available < MAX_QUANTITY
    ? t('Only {available} in stock, so {moved, plural, =0 {it stays} other {{left, plural, one {# stays} other {# stay}}}} saved for later: {name}', { available, moved, left, name })
    : t('A basket holds {most} of one item at most, so {moved, plural, =0 {it stays} other {{left, plural, one {# stays} other {# stay}}}} saved for later: {name}', { most: MAX_QUANTITY, moved, left, name })
}

/** `2 × Dipped mug`, and one is just itself. */
export function timesName (quantity: number, name: string): string {
  return quantity === 1 ? name : `${quantity} × ${name}`
}
