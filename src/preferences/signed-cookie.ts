import { Signer } from '@fastify/cookie'

/** Signs what one cookie says. The name is part of what is signed: a value signed for another cookie is none of this one. */
export class SignedCookie {
  readonly #prefix: string
  readonly #signer: Signer

  /** The first secret signs, each is accepted. */
  constructor (name: string, secrets: string[]) {
    this.#prefix = `${name}=`
    this.#signer = new Signer(secrets)
  }

  sign (text: string): string {
    return this.#signer.sign(this.#prefix + text).slice(this.#prefix.length)
  }

  /** Undefined unless it was signed here; `outdated` when by an older secret. */
  unsign (raw: string): { text: string | undefined, outdated: boolean } {
    const { valid, value, renew } = this.#signer.unsign(this.#prefix + raw)
    return { text: valid && value !== null ? value.slice(this.#prefix.length) : undefined, outdated: renew }
  }
}
