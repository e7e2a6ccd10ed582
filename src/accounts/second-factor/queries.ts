import type { Db } from '../../plugins/database.ts'

/** The sealed secret of the customer's second factor. */
export async function findSecondFactor (db: Db, shopperId: string): Promise<{ secret: string } | undefined> {
  const { rows } = await db.query<{ secret: string }>(`
    select secret from second_factor where shopper_id = $1
  `, [shopperId])
  return rows[0]
}

/** Keeps a second factor whose first code, of the time step `step`, was right. False when the customer has one already. */
export async function saveSecondFactor (db: Db, shopperId: string, secret: string, step: number): Promise<boolean> {
  const { rowCount } = await db.query(`
    insert into second_factor (shopper_id, secret, last_step) values ($1, $2, $3) on conflict (shopper_id) do nothing
  `, [shopperId, secret, step])
  return rowCount === 1
}

/** Takes the code of a time step, and keeps the secret as it is sealed now. False when it, or a later one, was taken before (RFC 6238, 5.2). */
export async function saveStep (db: Db, shopperId: string, step: number, secret: string): Promise<boolean> {
  const { rowCount } = await db.query(`
    update second_factor set last_step = $2, secret = $3 where shopper_id = $1 and last_step < $2
  `, [shopperId, step, secret])
  return rowCount === 1
}

export async function deleteSecondFactor (db: Db, shopperId: string): Promise<void> {
  await db.query('delete from recovery_code where shopper_id = $1', [shopperId])
  await db.query('delete from second_factor where shopper_id = $1', [shopperId])
}

/** Puts these codes in the place of those that there were. */
export async function saveRecoveryCodes (db: Db, shopperId: string, codeHashes: readonly string[]): Promise<void> {
  await db.query('delete from recovery_code where shopper_id = $1', [shopperId])
  await db.query('insert into recovery_code (shopper_id, code_hash) select $1, unnest($2::text[])', [shopperId, codeHashes])
}

/** Uses a recovery code up: true for one of several who try. */
export async function takeRecoveryCode (db: Db, shopperId: string, codeHash: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from recovery_code where shopper_id = $1 and code_hash = $2', [shopperId, codeHash])
  return rowCount === 1
}

export async function countRecoveryCodes (db: Db, shopperId: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>('select count(*)::integer as count from recovery_code where shopper_id = $1', [shopperId])
  return rows[0]?.count ?? 0
}
