import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { Unavailable } from '../plugins/errors.ts'

/** Argon2id with the parameters of the OWASP Password Storage Cheat Sheet (19 MiB, 2 passes, 1 lane). */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

// A hash keeps a core busy for some 10 ms. One core stays free for pages, and whoever would wait about a second is asked to come back.
const AT_ONCE = Math.max(1, availableParallelism() - 1)
const MOST_WAITING = 80

/** Verified in place of the hash of an unknown e-mail address, so that the answer takes as long. */
const nobodysHash = hash(crypto.randomUUID(), PARAMETERS)

let running = 0
const waiting: Array<() => void> = []

/** How many passwords are being hashed at this moment, and how many wait for it. */
export function hashQueue (): { running: number, waiting: number } {
  return { running, waiting: waiting.length }
}

/** The text to store. Throws `Unavailable` when too many logins are waiting. */
export function hashPassword (password: string): Promise<string> {
  return inTurn(() => hash(normalize(password), PARAMETERS))
}

/** True for the right password. Without a stored hash it takes the same time and is false. Throws `Unavailable` when too many are waiting. */
export async function verifyPassword (stored: string | undefined, password: string): Promise<boolean> {
  const comparison = stored ?? await nobodysHash
  const matches = await inTurn(() => verify(comparison, normalize(password)))
  return matches && stored !== undefined
}

/** The same password typed on another keyboard may come in another Unicode form (NIST SP 800-63B-4, 3.1.1.2). */
function normalize (password: string): string {
  return password.normalize('NFC')
}

async function inTurn<T> (work: () => Promise<T>): Promise<T> {
  if (running < AT_ONCE) running += 1
  else if (waiting.length < MOST_WAITING) await new Promise<void>(resolve => waiting.push(resolve))
  else throw new Unavailable('Very many people are logging in just now. Please try again in a few seconds.')
  try {
    return await work()
  } finally {
    // The place goes straight to the next in line; only when nobody waits is it free.
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
