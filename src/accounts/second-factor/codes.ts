import { createHash, randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

const PERIOD_S = 30
const RECOVERY_CODES = 10

/** A new secret for an authenticator app, in base32. */
export function newSecret (): string {
  return new Secret({ size: 20 }).base32
}

/** The address that an authenticator app reads from a QR code. */
export function otpauthUrl (secret: string, email: string, shop: string): string {
  return totp(secret, email, shop).toString()
}

/**
 * The time step of a right code of six digits (RFC 6238), else undefined. The step before counts as well: people type slowly,
 * and clocks differ.
 */
export function stepOf (secret: string, code: string, now: Date): number | undefined {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const timestamp = now.getTime()
  const delta = totp(secret).validate({ token, timestamp, window: 1 })
  return delta === null || delta > 0 ? undefined : Math.floor(timestamp / 1000 / PERIOD_S) + delta
}

/** Ten codes of 120 bits to write down, in groups that can be read out. */
export function newRecoveryCodes (): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => new Secret({ buffer: toArrayBuffer(randomBytes(15)) }).base32.toLowerCase().replace(/(.{6})(?=.)/g, '$1-'))
}

/** What the database keeps of a recovery code. With 120 bits it cannot be guessed from its hash (ASVS 5.0, 6.5.2). */
export function hashRecoveryCode (code: string): string {
  return createHash('sha256').update(`recovery-code/${code.toLowerCase().replace(/[^a-z2-7]/g, '')}`).digest('base64url')
}

function totp (secret: string, email = '', shop = ''): TOTP {
  return new TOTP({ issuer: shop, label: email, secret: Secret.fromBase32(secret), digits: 6, period: PERIOD_S, algorithm: 'SHA1' })
}

function toArrayBuffer (bytes: Buffer): ArrayBuffer {
  return Uint8Array.from(bytes).buffer
}
