import { createHash, randomBytes } from 'node:crypto'

/** 192 bits from the system's generator, as they stand in a link. */
export function newToken (): string {
  return randomBytes(24).toString('base64url')
}

/** What the database keeps of a token: whoever reads it there cannot use it. */
export function hashToken (token: string): string {
  return createHash('sha256').update(`account-token/${token}`).digest('base64url')
}

const MINUTE_S = 60

/** How long each kind is good for. */
export const TOKEN_LIFETIME_S = {
  'reset-password': 30 * MINUTE_S,
  'confirm-email': 3 * 24 * 60 * MINUTE_S,
  'log-in': 10 * MINUTE_S
} as const

export type TokenPurpose = keyof typeof TOKEN_LIFETIME_S
