import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Encrypts the secret of an authenticator, which unlike a password is needed in clear: a copy of the database alone opens nothing. */
export function seal (text: string, [secret]: readonly string[]): string {
  if (secret === undefined) throw new Error('a secret is needed to encrypt')
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyFrom(secret), nonce)
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

const SETUP_LIMIT_MS = 60 * 60_000

/** A new secret as it goes with the form that asks for its first code: good for this customer, and for an hour. */
export function sealSetup (secret: string, shopperId: string, secrets: readonly string[], now: Date): string {
  return seal(`setup ${shopperId} ${now.getTime()} ${secret}`, secrets)
}

/** The secret of such a form; undefined when it is another customer's, too old, or not ours. */
export function openSetup (sealed: string, shopperId: string, secrets: readonly string[], now: Date): string | undefined {
  const [kind, owner, madeAt, secret] = open(sealed, secrets)?.split(' ') ?? []
  return kind === 'setup' && owner === shopperId && now.getTime() - Number(madeAt) <= SETUP_LIMIT_MS ? secret : undefined
}

/** Undefined when none of the secrets made it. */
export function open (sealed: string, secrets: readonly string[]): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url')
  for (const secret of secrets) {
    try {
      const decipher = createDecipheriv('aes-256-gcm', keyFrom(secret), bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
      return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    } catch {} // another secret, or nothing of ours
  }
  return undefined
}

function keyFrom (secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'second-factor', 32))
}
