import { Signer } from '@fastify/cookie'
import { Recent } from '../../kept.ts'

type Unsigned = ReturnType<Signer['unsign']>

const REMEMBERED = 8000 // twice as many take some 8 MB

/**
 * Signs and checks ids of sessions as @fastify/cookie does, and remembers those that it found right lately: a browser sends the
 * same cookie with every request, and the library has each checked and then signed again.
 */
export class SessionSigner {
  readonly #signer: Signer
  readonly #right = new Recent<Unsigned>(REMEMBERED)
  readonly #signed = new Recent<string>(REMEMBERED)

  /** The first secret signs, each is accepted. */
  constructor (secrets: string[]) {
    this.#signer = new Signer(secrets)
  }

  sign (id: string): string {
    return this.#signed.find(id) ?? this.#signer.sign(id)
  }

  unsign (cookie: string): Unsigned {
    const known = this.#right.find(cookie)
    if (known) return known
    const unsigned = this.#signer.unsign(cookie)
    if (unsigned.valid && !unsigned.renew) this.#remember(unsigned.value, cookie, unsigned)
    return unsigned
  }

  #remember (id: string, cookie: string, unsigned: Unsigned): void {
    this.#right.keep(cookie, unsigned)
    this.#signed.keep(id, cookie)
  }
}
