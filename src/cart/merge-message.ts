import type { Catalog } from '../catalog/catalog.ts'
import { MAX_QUANTITY } from './cart.ts'
import type { MergeNote } from './merge.ts'
import { nameOf, type Message } from './messages.ts'

/** Told after a login that brought something along: a short sentence, and a line for each item that changed. */
export function mergedMessage (notes: readonly MergeNote[], catalog: Catalog): Message {
  const items = new Map<string, MergeNote[]>()
  for (const note of notes) items.set(note.sku, [...items.get(note.sku) ?? [], note])
  return {
    kind: notes.every(({ kind }) => QUIET.has(kind)) ? 'success' : 'warning',
    text: summaryOf(notes),
    lines: [...items].map(([sku, about]) => capitalized(`${nameOf(sku, catalog)}: ${about.map(saying).join(', ')}`)),
    undo: true
  }
}

const QUIET: ReadonlySet<MergeNote['kind']> = new Set(['brought', 'grown', 'saved'])

function summaryOf (notes: readonly MergeNote[]): string {
  const count = (...kinds: Array<MergeNote['kind']>): number => notes.filter(({ kind }) => kinds.includes(kind)).length
  const brought = count('brought', 'grown')
  if (brought > 0) return `${things(brought)} from this visit ${brought === 1 ? 'is' : 'are'} now in your basket`
  const saved = count('saved')
  if (saved > 0) return `${things(saved)} from this visit ${saved === 1 ? 'is' : 'are'} saved for later`
  return 'Not everything from this visit could be kept'
}

function things (count: number): string {
  return count === 1 ? '1 thing' : `${count} things`
}

function capitalized (text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** What stands after the name: `now 3, limited to 3, there are no more`. */
function saying ({ kind, quantity }: MergeNote): string {
  switch (kind) {
    case 'brought': return String(quantity)
    case 'grown': return `now ${quantity}`
    case 'capped': return `limited to ${quantity}, ${quantity < MAX_QUANTITY ? 'there are no more' : 'a basket holds no more of one item'}`
    case 'sold-out': return 'sold out at the moment'
    case 'gone': return 'taken out'
    case 'repriced': return 'the price has changed'
    case 'set-aside': return `${quantity} from your account saved for later, so that you pay only for what you chose now`
    case 'overflow': return 'saved for later, because your basket is full'
    case 'saved': return `${quantity} saved for later`
  }
}
