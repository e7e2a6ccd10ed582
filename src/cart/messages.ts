import type { Catalog } from '../catalog/catalog.ts'
import type { FlashMessage } from '../plugins/session/data.ts'
import type { MergeNote } from './merge.ts'

type Message = Omit<FlashMessage, 'id'>

/** The name a shopper knows an item by: `Dipped mug, slate`. */
export function nameOf (sku: string, catalog: Catalog): string {
  const found = catalog.bySku.get(sku)
  if (!found) return `an item that is no longer sold (${sku})`
  const { product: { name }, variant: { label } } = found
  return label === '' ? name : `${name}, ${label}`
}

/** Told after an add: `wanted` were asked for, `added` went in, `available` are in stock. */
export function addedMessage (name: string, wanted: number, added: number, available: number): Message {
  if (available === 0) return { kind: 'error', text: `${name} is sold out, so nothing was added.` }
  if (added === 0) return { kind: 'warning', text: `Your basket already holds as much of ${name} as it can: nothing was added.` }
  if (added < wanted) return { kind: 'warning', text: `Only ${added} more of ${name} could be added: ${available < 99 ? 'that is all there is' : 'a basket holds 99 at most'}.` }
  return { kind: 'success', text: added === 1 ? `${name} is in your basket.` : `${added} × ${name} are in your basket.` }
}

/** Told after a login that brought something along: each line that changed, one by one. */
export function mergedMessage (notes: readonly MergeNote[], catalog: Catalog): Message {
  const brought = notes.filter(({ kind }) => kind === 'brought' || kind === 'grown').length
  const sentences = notes.map(note => sentenceOf(note, nameOf(note.sku, catalog))).filter(sentence => sentence !== '')
  const summary = brought === 1 ? '1 item of this visit is now in your basket.' : `${brought} items of this visit are now in your basket.`
  const worried = notes.some(({ kind }) => kind !== 'brought' && kind !== 'grown')
  return { kind: worried ? 'warning' : 'success', text: [summary, ...sentences].join(' '), undo: true }
}

function sentenceOf ({ kind, quantity }: MergeNote, name: string): string {
  switch (kind) {
    case 'brought': return `${name}: ${quantity}.`
    case 'grown': return `${name}: now ${quantity}.`
    case 'capped': return `${name} is limited to ${quantity}: there are no more.`
    case 'sold-out': return `${name} is sold out at the moment.`
    case 'gone': return `We took out ${name}.`
    case 'repriced': return `The price of ${name} has changed.`
    case 'set-aside': return `${name} from your account is saved for later, so that you only pay for what you chose now.`
  }
}
