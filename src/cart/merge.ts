import type { Catalog } from '../catalog/catalog.ts'
import type { CartMergeRule } from '../config.ts'
import { contentOf, MAX_LINES, MAX_QUANTITY, type Cart, type CartLine } from './cart.ts'

/** What became of one line when two carts were put together. `quantity` is what the cart holds now. */
export interface MergeNote {
  readonly kind: 'brought' | 'grown' | 'capped' | 'sold-out' | 'gone' | 'repriced' | 'set-aside'
  readonly sku: string
  readonly quantity: number
}

export interface MergeOptions {
  readonly rule: CartMergeRule
  readonly catalog: Catalog
  /** The visitor is on the way to pay: what only the account holds is saved for later instead of being ordered. */
  readonly checkingOut: boolean
}

/**
 * Puts the cart of a visit into the cart of an account. No line goes without a note: only what is no longer sold is left
 * out, and quantities are capped by stock and by 99. Undo gives the account its cart back and saves for later what the visit brought.
 */
export function mergeCarts (account: Cart, visit: Cart, options: MergeOptions): { cart: Cart, notes: MergeNote[] } {
  if (visit.lines.length + visit.saved.length === 0) return { cart: account, notes: [] }
  const skus = [...new Set([...account.lines, ...visit.lines].map(({ sku }) => sku))]
  const merged = skus.map(sku => mergeLine(lineOf(account, sku), lineOf(visit, sku), options))
  const lines = merged.flatMap(({ line, aside }) => line && !aside ? [line] : [])
  const aside = merged.flatMap(({ line, aside }) => line && aside ? [line] : [])
  const overflow = lines.slice(MAX_LINES)
  const saved = union([...account.saved, ...visit.saved, ...aside, ...overflow], lines.slice(0, MAX_LINES))
  return {
    cart: { lines: lines.slice(0, MAX_LINES), saved, undo: { lines: account.lines, saved: union([...account.saved, ...visit.saved, ...visit.lines], account.lines) } },
    notes: [...merged.flatMap(({ notes }) => notes), ...overflow.map(({ sku, quantity }): MergeNote => ({ kind: 'set-aside', sku, quantity }))]
  }
}

interface MergedLine { line?: CartLine, aside: boolean, notes: MergeNote[] }

function mergeLine (account: CartLine | undefined, visit: CartLine | undefined, { rule, catalog, checkingOut }: MergeOptions): MergedLine {
  const line = visit ?? account
  if (!line) return { aside: false, notes: [] }
  const { sku } = line
  const available = catalog.bySku.get(sku)?.variant.available
  if (available === undefined) return { aside: false, notes: [{ kind: 'gone', sku, quantity: 0 }] }
  if (!visit) return { line, aside: checkingOut, notes: checkingOut ? [{ kind: 'set-aside', sku, quantity: line.quantity }] : [] }

  const wanted = account ? combine(rule, account.quantity, visit.quantity) : visit.quantity
  const quantity = Math.min(wanted, MAX_QUANTITY, Math.max(available, 1))
  const notes: MergeNote[] = [{ kind: !account ? 'brought' : quantity > account.quantity ? 'grown' : 'brought', sku, quantity }]
  if (available === 0) notes.push({ kind: 'sold-out', sku, quantity })
  else if (quantity < wanted) notes.push({ kind: 'capped', sku, quantity })
  if ([account, visit].some(seen => seen && isRepriced(seen, catalog))) notes.push({ kind: 'repriced', sku, quantity })
  return { line: { ...account, ...visit, quantity }, aside: false, notes }
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

function lineOf (cart: Cart, sku: string): CartLine | undefined {
  return contentOf(cart).lines.find(line => line.sku === sku)
}

/** Each SKU once, without those that `lines` holds already. */
function union (saved: readonly CartLine[], lines: readonly CartLine[]): CartLine[] {
  const held = new Set(lines.map(({ sku }) => sku))
  return [...new Map(saved.filter(({ sku }) => !held.has(sku)).map(line => [line.sku, line])).values()].slice(0, MAX_LINES)
}
