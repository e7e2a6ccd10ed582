import type { FastifyInstance } from 'fastify'
import { clearDesk } from '../admin/order-views/queries.ts'
import { deleteInvitationTo } from '../admin/staff/invitation-queries.ts'
import { deleteAddresses } from '../addresses/queries.ts'
import { deleteAlertsOf } from '../alerts/queries.ts'
import type { Language } from '../languages/language.ts'
import { forgetBuyer, listAllOrders } from '../orders/queries.ts'
import { countAwaitedRefunds } from '../payments/refund-queries.ts'
import type { Db } from '../plugins/database.ts'
import { lockCart } from '../plugins/session/queries.ts'
import { forgetNotes } from '../returns/queries.ts'
import { forgetReviewer } from '../reviews/save.ts'
import { deleteShare } from '../wishlist/queries.ts'
import { deleteCustomer, endDevices, type Account } from './queries.ts'
import { deleteSecondFactor } from './second-factor/queries.ts'
import { deleteTokens } from './token-queries.ts'

/** What the shop still owes to a customer, who is not forgotten before that. */
export type Owed = 'an order' | 'money'

const OPEN = new Set(['placed', 'paid', 'packed'])

/**
 * Deletes an account that the transaction of `db` has locked, with all that is known of the person; orders and published reviews
 * stay without the name. Every session ends, and a last mail says so in `language`. Where something is owed, nothing is done
 * and that is returned.
 */
export async function eraseAccount (app: FastifyInstance, db: Db, account: Account, language: Language): Promise<Owed | undefined> {
  const { shopperId } = account
  await lockCart(db, shopperId) // an order that is on its way holds it
  if ((await listAllOrders(db, shopperId)).some(({ status }) => OPEN.has(status))) return 'an order'
  // Whoever sends it by hand has nothing else to know them by.
  if (await countAwaitedRefunds(db, shopperId) > 0) return 'money'
  await forgetBuyer(db, shopperId)
  await forgetNotes(db, shopperId)
  await deleteAddresses(db, shopperId)
  await forgetReviewer(db, shopperId)
  await deleteTokens(db, shopperId)
  await deleteSecondFactor(db, shopperId)
  await deleteShare(db, shopperId)
  await clearDesk(db, shopperId)
  if (account.emailConfirmed) await deleteAlertsOf(db, account.email)
  await deleteInvitationTo(db, account.email)
  await deleteCustomer(db, account)
  await endDevices(db, shopperId, { except: undefined })
  await app.mail.post(db, account.email, 'account-deleted', { name: account.name }, language)
  return undefined
}
