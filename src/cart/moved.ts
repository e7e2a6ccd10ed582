import { withFlash, type SessionData } from '../plugins/session/data.ts'
import type { Cart } from './cart.ts'
import { movedMessage } from './messages.ts'

/** The session with its changed cart and a message that offers Undo; the same session where nothing moved. */
export function moved (session: SessionData, cart: Cart, ...what: Parameters<typeof movedMessage>): SessionData {
  return cart === session.cart ? session : withFlash({ ...session, cart }, movedMessage(...what))
}
