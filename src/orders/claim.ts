import { normalizeEmail } from '../accounts/forms.ts'
import { findShopperId, holdConfirmed } from '../accounts/queries.ts'
import type { Db } from '../plugins/database.ts'
import { listUnclaimedNumbers, saveClaim } from './queries.ts'

/**
 * Gives a customer the orders that were placed without an account with an address that mail has just reached them at; to be
 * run in the transaction that writes that down. Nobody's who only says that an address is theirs. Returns how many they are.
 */
export async function claimGuestOrders (db: Db, customer: { shopperId: string, email: string }): Promise<number> {
  const numbers = await listUnclaimedNumbers(db, customer.email)
  return numbers.length === 0 ? 0 : saveClaim(db, customer.shopperId, numbers)
}

/**
 * Gives an order that is being placed without an account to the customer who has shown already that its address is theirs; to be
 * run in the transaction that places it. They get its letter anyway, with the key to it. Whoever places it learns nothing of that.
 */
export async function claimForOwner (db: Db, number: string, email: string): Promise<void> {
  const address = normalizeEmail(email)
  const shopperId = await findShopperId(db, address)
  if (shopperId !== undefined && await holdConfirmed(db, shopperId, address)) await saveClaim(db, shopperId, [number])
}
