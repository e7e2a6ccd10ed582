import fp from 'fastify-plugin'
import type pg from 'pg'
import { transaction } from '../plugins/database.ts'
import { workRegularly } from '../plugins/jobs/regularly.ts'
import { listMiscounted, saveSoldLately } from './queries.ts'

const INTERVAL_MS = 3_600_000

/** Takes off stock.sold what was sold longer ago than it tells of. Every process does; one that comes second finds nothing to do. */
export default fp(async app => {
  workRegularly(app, 'count what was sold lately', 'what was sold lately was not counted; it is tried again', INTERVAL_MS, limit => recountSold(app.db, limit))
}, { name: 'stock', dependencies: ['database'] })

/** Up to `limit` SKUs, one after the other. Returns how many they were. */
export async function recountSold (db: pg.Pool, limit: number): Promise<number> {
  const skus = await listMiscounted(db, limit)
  for (const sku of skus) await transaction(db, client => saveSoldLately(client, sku))
  return skus.length
}
