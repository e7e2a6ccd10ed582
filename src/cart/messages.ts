import type { Catalog } from '../catalog/catalog.ts'
import type { FlashMessage } from '../plugins/session/data.ts'
import { MAX_QUANTITY } from './cart.ts'
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
  if (added < wanted) return { kind: 'warning', text: `Only ${added} more of ${name} could be added: ${available < MAX_QUANTITY ? 'that is all there is' : `a basket holds ${MAX_QUANTITY} of one item at most`}.` }
  return { kind: 'success', text: added === 1 ? `${name} is in your basket.` : `${added} × ${name} are in your basket.` }
}

/** Told after a login that brought something along: each line that changed, one by one. */
export function mergedMessage (notes: readonly MergeNote[], catalog: Catalog): Message {
  const brought = notes.filter(({ kind }) => kind === 'brought' || kind === 'grown').length
  const sentences = notes.map(note => sentenceOf(note, nameOf(note.sku, catalog))).filter(sentence => sentence !== '')
  const worried = notes.some(({ kind }) => !QUIET.has(kind))
  return { kind: worried ? 'warning' : 'success', text: [...summaryOf(brought), ...sentences].join(' '), undo: true }
}

const QUIET: ReadonlySet<MergeNote['kind']> = new Set(['brought', 'grown', 'saved'])

function summaryOf (brought: number): string[] {
  if (brought === 0) return []
  return [brought === 1 ? '1 item of this visit is now in your basket.' : `${brought} items of this visit are now in your basket.`]
}

function sentenceOf ({ kind, quantity }: MergeNote, name: string): string {
  switch (kind) {
    case 'brought': return `${name}: ${quantity}.`
    case 'grown': return `${name}: now ${quantity}.`
    case 'capped': return `${name} is limited to ${quantity}: ${quantity < MAX_QUANTITY ? 'there are no more' : 'a basket holds no more of one item'}.`
    case 'sold-out': return `${name} is sold out at the moment.`
    case 'gone': return `We took out ${name}.`
    case 'repriced': return `The price of ${name} has changed.`
    case 'set-aside': return `${name} from your account is saved for later, so that you only pay for what you chose now.`
    case 'overflow': return `${name} did not fit into your basket any more and is saved for later.`
    case 'saved': return `${name} is saved for later: ${quantity}.`
  }
}
