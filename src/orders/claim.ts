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
