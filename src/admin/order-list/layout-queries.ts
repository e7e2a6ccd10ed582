import type { Db } from '../../plugins/database.ts'

/** How somebody has arranged a page of the admin: not checked yet, undefined where they have not. */
export async function findSetting (db: Db, shopperId: string, name: string): Promise<unknown> {
  const { rows } = await db.query<{ value: unknown }>('select value from admin_setting where shopper_id = $1 and name = $2', [shopperId, name])
  return rows[0]?.value
}

export async function saveSetting (db: Db, shopperId: string, name: string, value: object): Promise<void> {
  await db.query(`
    insert into admin_setting (shopper_id, name, value) values ($1, $2, $3)
    on conflict (shopper_id, name) do update set value = excluded.value
  `, [shopperId, name, value])
}
