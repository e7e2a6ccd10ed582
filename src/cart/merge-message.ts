import type { Catalog } from '../catalog/catalog.ts'
import { MAX_LINES, MAX_QUANTITY } from './cart.ts'
import type { MergeNote } from './merge.ts'
import { itemsOf, nameOf, timesName, type Message } from './messages.ts'

type Kind = MergeNote['kind']

const WARNINGS: ReadonlySet<Kind> = new Set(['capped', 'sold-out', 'gone', 'repriced'])
const NAMED = 3

/**
 * Told after a login, or a link from another device, that brought something along: how much is where, and a line for each item that needs a look. Where
 * none does, a line for each that came: a success may be folded away, a warning never.
 */
export function mergedMessage (notes: readonly MergeNote[], catalog: Catalog, origin = 'this visit'): Message {
  const items = new Map<string, MergeNote[]>()
  for (const note of notes.filter(({ kind }) => kind !== 'coupon')) items.set(note.sku, [...items.get(note.sku) ?? [], note])
  const warnings = [...items.values()].filter(about => about.some(({ kind }) => WARNINGS.has(kind)))
  const moved = [
    ...movedLine('set-aside', 'From your account, saved for later so that you pay only for what you chose now', notes, catalog),
    ...movedLine('overflow', `A basket holds ${MAX_LINES} different items at most, so these are saved for later`, notes, catalog),
    ...notes.filter(({ kind }) => kind === 'coupon').map(({ sku }) => `A basket has one coupon: ${sku} of your account gave way to that of this visit`)
  ]
  const isQuiet = warnings.length + moved.length === 0
  const told = (isQuiet ? [...items.values()] : warnings).map(about => itemLine(about, catalog))
  return { kind: isQuiet ? 'success' : 'warning', text: summaryOf(notes, origin), lines: [...told, ...moved], undo: true }
}

/** `3 items from this visit are now in your basket. 2 items from your account are saved for later.` */
function summaryOf (notes: readonly MergeNote[], origin: string): string {
  const overflowed = new Set(notes.filter(({ kind }) => kind === 'overflow').map(({ sku }) => sku))
  const kept = notes.filter(({ kind, sku }) => kind === 'coupon' ? false : kind !== 'brought' && kind !== 'grown' ? true : !overflowed.has(sku))
  const sentences = [
    sentence(kept, ['brought', 'grown'], `from ${origin}`, 'now in your basket'),
    sentence(kept, ['saved'], `from ${origin}`, 'saved for later'),
    sentence(kept, ['set-aside'], 'from your account', 'saved for later')
  ].filter(Boolean)
  return sentences.join(' ') || `Not everything from ${origin} could be kept.`
}

function sentence (notes: readonly MergeNote[], kinds: readonly Kind[], origin: string, place: string): string {
  const pieces = notes.reduce((sum, note) => kinds.includes(note.kind) ? sum + note.pieces : sum, 0)
  return pieces === 0 ? '' : `${itemsOf(pieces)} ${origin} ${pieces === 1 ? 'is' : 'are'} ${place}.`
}

/** Lines that were moved need no word each: they are named, the first of them. */
function movedLine (kind: Kind, reason: string, notes: readonly MergeNote[], catalog: Catalog): string[] {
  const names = notes.filter(note => note.kind === kind).map(({ sku, pieces }) => timesName(pieces, nameOf(sku, catalog)))
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : ''
  return names.length === 0 ? [] : [`${reason}: ${names.slice(0, NAMED).join(', ')}${more}`]
}

/** `Jug: now 3, only 3 in stock`, or the name alone where there is no more to say. */
function itemLine (about: readonly MergeNote[], catalog: Catalog): string {
  const [{ sku, kind, quantity } = { sku: '', kind: 'gone', quantity: 0 }] = about
  const name = nameOf(sku, catalog)
  const sayings = about.flatMap(saying).join(', ')
  const item = kind === 'brought' ? timesName(quantity, name) : name
  return capitalized(sayings === '' ? item : `${item}: ${sayings}`)
}

function saying ({ kind, quantity, pieces }: MergeNote): string[] {
  switch (kind) {
    case 'grown': return [`now ${quantity}`]
    case 'capped': return [quantity < MAX_QUANTITY ? `only ${quantity} in stock` : `a basket holds ${MAX_QUANTITY} of one item at most`]
    case 'sold-out': return ['sold out at the moment']
    case 'gone': return ['taken out']
    case 'repriced': return ['the price has changed']
    case 'saved': return [`${pieces} saved for later`]
    default: return []
  }
}

function capitalized (text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
