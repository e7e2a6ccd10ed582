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

/** Undefined when none of the secrets made it. */
export function open (sealed: string, secrets: readonly string[]): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url')
  for (const secret of secrets) {
    const decipher = createDecipheriv('aes-256-gcm', keyFrom(secret), bytes.subarray(0, NONCE_BYTES))
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
    try {
      return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    } catch {} // another secret
  }
  return undefined
}

function keyFrom (secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'second-factor', 32))
}
