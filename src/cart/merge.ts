import type { Catalog } from '../catalog/catalog.ts'
import type { CartMergeRule } from '../config.ts'
import { addUp, MAX_LINES, MAX_QUANTITY, withCoupon, withLine, type Cart, type CartContent, type CartLine } from './cart.ts'

/** What became of one line when two carts were put together. */
export interface MergeNote {
  readonly kind: 'brought' | 'grown' | 'capped' | 'sold-out' | 'gone' | 'repriced' | 'set-aside' | 'overflow' | 'saved' | 'coupon'
  /** Of a `coupon`: the code that gave way to that of the visit. */
  readonly sku: string
  /** What the cart holds of it now. */
  readonly quantity: number
  /** Pieces that this happened to: those that the visit brought, or that were moved. */
  readonly pieces: number
}

export interface MergeOptions {
  readonly rule: CartMergeRule
  readonly catalog: Catalog
  /** The visitor is on the way to pay: what only the account holds is saved for later instead of being ordered. */
  readonly checkingOut: boolean
}

/**
 * Puts the cart of a visit into the cart of an account. No line goes without a note: only what is no longer sold is left
 * out, and quantities are capped by stock and by 99. Undo gives the account its cart back and saves for later what the
 * visit brought.
 */
export function mergeCarts (account: Cart, visit: Cart, options: MergeOptions): { cart: Cart, notes: MergeNote[] } {
  const coupon = visit.coupon ?? account.coupon
  if (visit.lines.length + visit.saved.length === 0) {
    return { cart: coupon === account.coupon ? account : withCoupon(account, coupon), notes: couponNotes(account, visit) }
  }
  const skus = [...new Set([...account.lines, ...visit.lines].map(({ sku }) => sku))]
  const checkingOut = options.checkingOut && visit.lines.length > 0
  const merged = skus.map(sku => mergeLine(lineOf(account, sku), lineOf(visit, sku), { ...options, checkingOut }))
  const lines = merged.flatMap(({ line, aside }) => line && !aside ? [line] : [])
  const aside = merged.flatMap(({ line, aside }) => line && aside ? [line] : [])
  const overflow = lines.slice(MAX_LINES)
  return {
    cart: {
      lines: lines.slice(0, MAX_LINES),
      saved: saveAll(account.saved, [...visit.saved, ...aside, ...overflow]),
      undo: undoOf(account, visit),
      ...coupon !== undefined && { coupon }
    },
    notes: [
      ...merged.flatMap(({ notes }) => notes),
      ...overflow.map(line => note('overflow', line)),
      ...visit.saved.map(line => note('saved', addUp(account.saved, line), line.quantity)),
      ...couponNotes(account, visit)
    ]
  }
}

/** `short`: not every piece of both carts is in the one there is now. */
export type MergeOutcome = 'nothing' | 'whole' | 'short'

const SHORT: ReadonlySet<MergeNote['kind']> = new Set(['capped', 'sold-out', 'gone'])

/** What a merge came to, in a word. */
export function outcomeOf (notes: readonly MergeNote[]): MergeOutcome {
  if (notes.length === 0) return 'nothing'
  return notes.some(({ kind }) => SHORT.has(kind)) ? 'short' : 'whole'
}

interface MergedLine { line?: CartLine, aside: boolean, notes: MergeNote[] }

function mergeLine (account: CartLine | undefined, visit: CartLine | undefined, { rule, catalog, checkingOut }: MergeOptions): MergedLine {
  const line = visit ?? account
  if (!line) return { aside: false, notes: [] }
  const available = catalog.bySku.get(line.sku)?.variant.available
  if (available === undefined) return { aside: false, notes: [note('gone', { ...line, quantity: 0 }, line.quantity)] }
  if (!visit) return { line, aside: checkingOut, notes: checkingOut ? [note('set-aside', line)] : [] }

  const wanted = account ? combine(rule, account.quantity, visit.quantity) : visit.quantity
  const quantity = Math.min(wanted, MAX_QUANTITY, Math.max(available, 1))
  const merged = { ...account, ...visit, quantity }
  const before = account?.quantity ?? 0
  const brought = rule === 'sum' ? Math.max(quantity - before, 0) : Math.min(visit.quantity, quantity)
  const notes = [note(before > 0 && quantity > before ? 'grown' : 'brought', merged, brought)]
  if (available === 0) notes.push(note('sold-out', merged))
  else if (quantity < wanted) notes.push(note('capped', merged))
  if ([account, visit].some(seen => seen && isRepriced(seen, catalog))) notes.push(note('repriced', merged))
  return { line: merged, aside: false, notes }
}

function combine (rule: CartMergeRule, account: number, visit: number): number {
  switch (rule) {
    case 'sum': return account + visit
    case 'max': return Math.max(account, visit)
    case 'guest': return visit
    case 'account': return account
  }
}

function isRepriced ({ sku, seen }: CartLine, catalog: Catalog): boolean {
  const price = seen && catalog.bySku.get(sku)?.variant.prices[seen.currency]
  return price !== undefined && price.priceCents !== seen?.priceCents
}

/** One basket has one coupon: that of the visit, which was chosen last. */
function couponNotes (account: Cart, visit: Cart): MergeNote[] {
  const gaveWay = visit.coupon !== undefined && account.coupon !== undefined && account.coupon !== visit.coupon
  return gaveWay ? [{ kind: 'coupon', sku: account.coupon ?? '', quantity: 0, pieces: 0 }] : []
}

/** The account as it was; what the visit held waits in what is saved, unless the account has it in its lines. */
function undoOf (account: Cart, visit: Cart): CartContent {
  const brought = visit.lines.filter(({ sku }) => !lineOf(account, sku))
  return { lines: account.lines, saved: saveAll(account.saved, [...visit.saved, ...brought]) }
}

/** Lines of one SKU add up. */
function saveAll (saved: readonly CartLine[], more: readonly CartLine[]): readonly CartLine[] {
  return more.reduce((all, line) => withLine(all, addUp(all, line)), saved)
}

function lineOf ({ lines }: CartContent, sku: string): CartLine | undefined {
  return lines.find(line => line.sku === sku)
}

function note (kind: MergeNote['kind'], { sku, quantity }: CartLine, pieces = quantity): MergeNote {
  return { kind, sku, quantity, pieces }
}
