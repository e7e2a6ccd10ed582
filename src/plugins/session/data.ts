import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { EMPTY_CART, type Cart } from '../../cart/cart.ts'
import { isRecord, parseCart } from '../../cart/schema.ts'
import { Checkout } from '../../checkout/checkout.ts'
import { readOnce } from '../../kept.ts'
import { Uuid } from '../schemas.ts'

const FLASH_KINDS = ['success', 'info', 'warning', 'error'] as const
export type FlashKind = typeof FLASH_KINDS[number]
const MAX_MESSAGES = 50

const FlashMessage = Type.Object({
  id: Type.String({ maxLength: 40 }),
  kind: Type.Enum(FLASH_KINDS),
  text: Type.String({ maxLength: 50_000 }),
  undo: Type.Optional(Type.Boolean()),
  lines: Type.Optional(Type.Array(Type.String({ maxLength: 500 }), { maxItems: 1000 })),
  basket: Type.Optional(Type.Boolean()),
  undoStep: Type.Optional(Type.Object({ url: Type.String({ maxLength: 2000, pattern: '^/admin/' }), version: Type.Integer() }))
}, { additionalProperties: false })

/**
 * A message for the next page. `text` also begins the title of that page, so it is short; `lines` has the details.
 * `undo` offers to take the last change of the cart back, `basket` leads on to the basket and to checkout, `undoStep` offers staff to take
 * a step of an order back, which made `version` of it.
 */
export type FlashMessage = Static<typeof FlashMessage>

/** All that a session holds. Functions passed to `changeSession` take one of these and return another. */
export interface SessionData {
  /** The customer's cart when one is signed in (kept in its own row, the same on every device), else this browser's. */
  readonly cart: Cart
  readonly flash: readonly FlashMessage[]
  readonly checkout?: Checkout
  /** Whose orders a visitor without an account places. */
  readonly guestShopperId?: string
}

export const EMPTY_SESSION: SessionData = { cart: EMPTY_CART, flash: [] }

const StoredMessage = Compile(FlashMessage)
const StoredCheckout = Compile(Checkout)
const ShopperId = Compile(Uuid)

/** Reads a stored session key by key. A key that is unknown or does not fit is dropped; it never throws. */
export function parseSession (stored: unknown): SessionData {
  const { cart, flash, checkout, guestShopperId } = isRecord(stored) ? stored : {} as Record<string, unknown>
  return {
    cart: parseCart(cart),
    flash: Array.isArray(flash) ? flash.filter(message => StoredMessage.Check(message)).slice(-MAX_MESSAGES) : [],
    ...StoredCheckout.Check(checkout) && { checkout },
    ...ShopperId.Check(guestShopperId) && { guestShopperId }
  }
}

const READ_LATELY = 1000

/** The same, from the text of the JSON. */
export const readSession = readOnce(READ_LATELY, text => parseSession(JSON.parse(text)))

/** The keys of `data` that differ from `saved`, and those that are gone: what a plain save writes. */
export function changedKeys (saved: SessionData, data: SessionData): { changed: Partial<SessionData>, gone: string[] } {
  const keys = new Set([...Object.keys(saved), ...Object.keys(data)] as Array<keyof SessionData>)
  const differing = [...keys].filter(key => JSON.stringify(saved[key]) !== JSON.stringify(data[key]))
  return {
    changed: Object.fromEntries(differing.filter(key => data[key] !== undefined).map(key => [key, data[key]])),
    gone: differing.filter(key => data[key] === undefined)
  }
}

/** Adds a message to be shown once, on the next page. */
export function withFlash (session: SessionData, message: Omit<FlashMessage, 'id'>): SessionData {
  const flash = [...session.flash, { id: crypto.randomUUID(), ...message }]
  return { ...session, flash: flash.slice(-MAX_MESSAGES) }
}
