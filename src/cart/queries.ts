import type { Db } from '../plugins/database.ts'
import type { CartLine } from './cart.ts'

/** Lines on their way to another device. */
export interface CartLink {
  tokenHash: string
  /** A hash of the basket they were in. */
  origin: string
  lines: readonly CartLine[]
}

export async function saveCartLink (db: Db, { tokenHash, origin, lines }: CartLink, lifetimeS: number): Promise<void> {
  await db.query(`
    insert into cart_link (token_hash, origin, lines, expires_at) values ($1, $2, $3, now() + make_interval(secs => $4))
  `, [tokenHash, origin, JSON.stringify(lines), lifetimeS])
}

/** While it can be taken. The lines are not checked yet. */
export async function findCartLink (db: Db, tokenHash: string): Promise<{ origin: string, lines: unknown } | undefined> {
  const { rows } = await db.query<{ origin: string, lines: unknown }>(`
    select origin, lines from cart_link where token_hash = $1 and taken_at is null and expires_at > now()
  `, [tokenHash])
  return rows[0]
}

/** Uses a link up, and empties it. Of several who try, one gets true. */
export async function takeCartLink (db: Db, tokenHash: string): Promise<boolean> {
  const { rowCount } = await db.query(`
    update cart_link set taken_at = now(), lines = '[]' where token_hash = $1 and taken_at is null and expires_at > now()
  `, [tokenHash])
  return rowCount === 1
}

/** Deletes up to `limit` links whose time is over, and returns how many they were. */
export async function deleteOldCartLinks (db: Db, limit: number): Promise<number> {
  const { rowCount } = await db.query(`
    delete from cart_link where token_hash in (select token_hash from cart_link where expires_at < now() limit $1)
  `, [limit])
  return rowCount ?? 0
}
