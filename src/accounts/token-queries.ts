import type { Db } from '../plugins/database.ts'
import { hashToken, newToken, TOKEN_LIFETIME_S, type TokenPurpose } from './tokens.ts'

export interface TokenOwner {
  shopperId: string
  /** The address that the token was sent to. */
  email: string
}

/** Makes a token and returns it: the only time that it is known. */
export async function saveToken (db: Db, purpose: TokenPurpose, { shopperId, email }: TokenOwner): Promise<string> {
  const token = newToken()
  await db.query(`
    insert into account_token (token_hash, purpose, shopper_id, email, expires_at)
    values ($1, $2, $3, $4, now() + make_interval(secs => $5))
  `, [hashToken(token), purpose, shopperId, email, TOKEN_LIFETIME_S[purpose]])
  return token
}

/** Whose token it is, while it can still be used. */
export async function findTokenOwner (db: Db, purpose: TokenPurpose, token: string): Promise<TokenOwner | undefined> {
  const { rows } = await db.query<TokenOwner>(`
    select shopper_id as "shopperId", email from account_token
     where token_hash = $1 and purpose = $2 and used_at is null and expires_at > now()
  `, [hashToken(token), purpose])
  return rows[0]
}

/** Uses a token up. Of several who try, one gets its owner. */
export async function useToken (db: Db, purpose: TokenPurpose, token: string): Promise<TokenOwner | undefined> {
  const { rows } = await db.query<TokenOwner>(`
    update account_token set used_at = now()
     where token_hash = $1 and purpose = $2 and used_at is null and expires_at > now()
    returning shopper_id as "shopperId", email
  `, [hashToken(token), purpose])
  return rows[0]
}

/** None of the customer's tokens can be used any more. */
export async function deleteTokens (db: Db, shopperId: string): Promise<void> {
  await db.query('delete from account_token where shopper_id = $1', [shopperId])
}

/** Deletes up to `limit` tokens whose time is over, and returns how many they were. */
export async function deleteOldTokens (db: Db, limit: number): Promise<number> {
  const { rowCount } = await db.query(`
    delete from account_token where token_hash in (select token_hash from account_token where expires_at < now() - interval '1 day' limit $1)
  `, [limit])
  return rowCount ?? 0
}
