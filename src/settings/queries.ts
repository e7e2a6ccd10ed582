import type { Db } from '../plugins/database.ts'
import type { StoredSetting } from './settings.ts'

export async function listSettings (db: Db): Promise<StoredSetting[]> {
  const { rows } = await db.query<StoredSetting>('select setting, value from setting')
  return rows
}
