import { Signer } from '@fastify/cookie'

type Unsigned = ReturnType<Signer['unsign']>

const MOST_REMEMBERED = 16_000 // some 8 MB

/**
 * Signs and checks ids of sessions as @fastify/cookie does, and remembers those that it found right lately: a browser sends the
 * same cookie with every request, and the library has each checked and then signed again.
 */
export class SessionSigner {
  readonly #signer: Signer
  readonly #right = new Map<string, Unsigned>()
  readonly #signed = new Map<string, string>()

  /** The first secret signs, each is accepted. */
  constructor (secrets: string[]) {
    this.#signer = new Signer(secrets)
  }

  sign (id: string): string {
    return this.#signed.get(id) ?? this.#signer.sign(id)
  }

  unsign (cookie: string): Unsigned {
    const known = this.#right.get(cookie)
    if (known) return known
    const unsigned = this.#signer.unsign(cookie)
    if (unsigned.valid && !unsigned.renew) this.#remember(unsigned.value, cookie, unsigned)
    return unsigned
  }

  #remember (id: string, cookie: string, unsigned: Unsigned): void {
    if (this.#right.size >= MOST_REMEMBERED) {
      this.#right.clear()
      this.#signed.clear()
    }
    this.#right.set(cookie, unsigned)
    this.#signed.set(id, cookie)
  }
}
