import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { readOnce } from '../kept.ts'
import { CURRENCIES } from '../money.ts'
import { EMPTY_CART, MAX_LINES, MAX_QUANTITY, type Cart, type CartContent, type CartLine } from './cart.ts'

const SKU_PATTERN = '^[A-Z0-9-]{1,40}$'

/** Pieces of the forms of the cart. */
export const Sku = Type.String({ pattern: SKU_PATTERN })
export const Line = Type.Object({ sku: Sku })
export const ReturnTo = Type.Optional(Type.String())
/** For the config of a route that changes the cart and shows nothing of it. */
export const ONLY_CHANGES_SESSION = { onlyChangesSession: true } as const

export const EmptyForm = Type.Optional(Type.Object({ return_to: ReturnTo }, { additionalProperties: false }))

/** True for what may be a SKU. */
export function isSku (text: string): boolean {
  return new RegExp(SKU_PATTERN).test(text)
}

/** More than merges can pile up, and few enough to read. */
const MAX_STORED_SAVED = 10 * MAX_LINES

const StoredLine = Compile(Type.Object({
  sku: Type.String({ pattern: SKU_PATTERN }),
  quantity: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }),
  seen: Type.Optional(Type.Object({
    currency: Type.Enum(CURRENCIES),
    priceCents: Type.Integer({ minimum: 1 })
  }, { additionalProperties: false }))
}, { additionalProperties: false }))

/** Reads a cart as it was stored. What does not fit is left out line by line: the rest of the cart is not its fault. */
export function parseCart (stored: unknown): Cart {
  if (!isRecord(stored)) return EMPTY_CART
  const content = parseContent(stored)
  return {
    ...content,
    ...isRecord(stored.undo) && { undo: parseContent(stored.undo) },
    ...isCouponCode(stored.coupon) && { coupon: stored.coupon }
  }
}

const READ_LATELY = 1000

/** The same, from the text of the JSON. */
export const readCart = readOnce(READ_LATELY, text => parseCart(JSON.parse(text)))

const COUPON_CODE = /^[A-Z0-9][A-Z0-9-]{1,39}$/

export function isCouponCode (value: unknown): value is string {
  return typeof value === 'string' && COUPON_CODE.test(value)
}

function parseContent (stored: Record<string, unknown>): CartContent {
  return { lines: parseLines(stored.lines, MAX_LINES), saved: parseLines(stored.saved, MAX_STORED_SAVED) }
}

function parseLines (stored: unknown, most: number): CartLine[] {
  if (!Array.isArray(stored)) return []
  const lines = new Map<string, CartLine>()
  for (const line of stored.slice(0, most)) {
    if (StoredLine.Check(line)) lines.set(line.sku, line)
  }
  return [...lines.values()]
}

/** True for an object with keys: not null, not an array. */
export function isRecord (value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
