import type { Catalog } from '../catalog/catalog.ts'
import { translator, type Translate } from '../languages/translate.ts'
import { MAX_LINES, MAX_QUANTITY } from './cart.ts'
import type { MergeNote } from './merge.ts'
import { nameOf, timesName, type Message } from './messages.ts'

type Kind = MergeNote['kind']

/** Where what was merged came from: what was put in before the login, or another device. */
type Origin = 'visit' | 'device'

const WARNINGS: ReadonlySet<Kind> = new Set(['capped', 'sold-out', 'gone', 'repriced'])
const NAMED = 3

/**
 * Told after a login, or a link from another device, that brought something along, in the language of the catalogue: how much is where,
 * and a line for each item that needs a look. Where none does, a line for each that came: a success may be folded away, a warning never.
 */
export function mergedMessage (notes: readonly MergeNote[], catalog: Catalog, origin: Origin = 'visit'): Message {
  const t = translator(catalog.language)
  const items = new Map<string, MergeNote[]>()
  for (const note of notes.filter(({ kind }) => kind !== 'coupon')) items.set(note.sku, [...items.get(note.sku) ?? [], note])
  const warnings = [...items.values()].filter(about => about.some(({ kind }) => WARNINGS.has(kind)))
  const setAside = namesOf(t, 'set-aside', notes, catalog)
  const overflow = namesOf(t, 'overflow', notes, catalog)
  const moved = [
    ...setAside === '' ? [] : [t('From your account, saved for later so that you pay only for what you chose now: {names}', { names: setAside })],
    ...overflow === '' ? [] : [t('A basket holds {most} different items at most, so these are saved for later: {names}', { most: MAX_LINES, names: overflow })],
    ...notes.filter(({ kind }) => kind === 'coupon').map(({ sku }) => t('A basket has one coupon: {code} of your account gave way to that of this visit', { code: sku }))
  ]
  const isQuiet = warnings.length + moved.length === 0
  const told = (isQuiet ? [...items.values()] : warnings).map(about => itemLine(t, about, catalog))
  return { kind: isQuiet ? 'success' : 'warning', text: summaryOf(t, notes, origin), lines: [...told, ...moved], undo: true }
}

/** `3 items from this visit are now in your basket. 2 items from your account are saved for later.` */
function summaryOf (t: Translate, notes: readonly MergeNote[], origin: Origin): string {
  const overflowed = new Set(notes.filter(({ kind }) => kind === 'overflow').map(({ sku }) => sku))
  const kept = notes.filter(({ kind, sku }) => kind === 'coupon' ? false : kind !== 'brought' && kind !== 'grown' ? true : !overflowed.has(sku))
  const inBasket = piecesOf(kept, ['brought', 'grown'])
  const saved = piecesOf(kept, ['saved'])
  const setAside = piecesOf(kept, ['set-aside'])
  const sentences = [
    inBasket === 0 ? '' : t('{count, plural, one {# item} other {# items}} from {origin, select, visit {this visit} other {your other device}} {count, plural, one {is} other {are}} now in your basket.', { count: inBasket, origin }),
    saved === 0 ? '' : t('{count, plural, one {# item} other {# items}} from {origin, select, visit {this visit} other {your other device}} {count, plural, one {is} other {are}} saved for later.', { count: saved, origin }),
    setAside === 0 ? '' : t('{count, plural, one {# item from your account is} other {# items from your account are}} saved for later.', { count: setAside })
  ].filter(Boolean)
  return sentences.join(' ') || t('Not everything from {origin, select, visit {this visit} other {your other device}} could be kept.', { origin })
}

function piecesOf (notes: readonly MergeNote[], kinds: readonly Kind[]): number {
  return notes.reduce((sum, note) => kinds.includes(note.kind) ? sum + note.pieces : sum, 0)
}

/** Lines that were moved need no word each: they are named, the first of them. Empty without any. */
function namesOf (t: Translate, kind: Kind, notes: readonly MergeNote[], catalog: Catalog): string {
  const all = notes.filter(note => note.kind === kind).map(({ sku, pieces }) => timesName(pieces, nameOf(sku, catalog)))
  const names = all.slice(0, NAMED).join(', ')
  return all.length > NAMED ? t('{names} and {count} more', { names, count: all.length - NAMED }) : names
}

/** `Jug: now 3, only 3 in stock`, or the name alone where there is no more to say. */
function itemLine (t: Translate, about: readonly MergeNote[], catalog: Catalog): string {
  const [{ sku, kind, quantity } = { sku: '', kind: 'gone', quantity: 0 }] = about
  const name = nameOf(sku, catalog)
  const sayings = about.flatMap(note => saying(t, note)).join(', ')
  const item = kind === 'brought' ? timesName(quantity, name) : name
  return capitalized(sayings === '' ? item : `${item}: ${sayings}`)
}

function saying (t: Translate, { kind, quantity, pieces }: MergeNote): string[] {
  switch (kind) {
    case 'grown': return [t('now {quantity}', { quantity })]
    case 'capped': return [quantity < MAX_QUANTITY ? t('only {quantity} in stock', { quantity }) : t('a basket holds {most} of one item at most', { most: MAX_QUANTITY })]
    case 'sold-out': return [t('sold out at the moment')]
    case 'gone': return [t('taken out')]
    case 'repriced': return [t('the price has changed')]
    case 'saved': return [t('{pieces} saved for later', { pieces })]
    default: return []
  }
}

function capitalized (text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
