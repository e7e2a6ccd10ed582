import type { Journal } from '../journal.ts'
import type { Rig } from '../rig/rig.ts'
import type { Crowd } from '../shoppers/crowd.ts'
import { checkBaskets } from './baskets.ts'
import { checkLeftovers } from './leftovers.ts'
import { checkOrders } from './orders.ts'
import { checkEnded } from './sessions.ts'
import { checkStock } from './stock.ts'
import { checkWallet } from './wallets.ts'

const KEPT = 20 // sessions that have ended, whose cookies are tried on

/** All that can be said while nobody acts and nothing is broken. */
export async function checkAll (rig: Rig, journal: Journal, { shoppers, packers }: Crowd): Promise<void> {
  await checkLeftovers(rig, journal)
  for (const shopper of shoppers) await checkWallet(rig, journal, shopper)
  await checkBaskets(rig, journal, packers)
  await checkOrders(rig, journal, shoppers)
  await checkStock(rig, journal)
  await checkEnded(rig, journal, shoppers)
  for (const { orders, ended } of shoppers) {
    orders.length = 0
    ended.splice(0, Math.max(0, ended.length - KEPT))
  }
}
