/** A message that a client sends to Postgres. `text` is that of a simple query, or of a statement that is parsed. */
export interface Message { bytes: Buffer, type: string, text: string }

const TEXTS = new Set(['Q', 'P'])

/** Takes what a client sends apart (PostgreSQL protocol 3, "Message Formats"). */
export class MessageReader {
  #started = false
  #rest: Buffer = Buffer.alloc(0)

  /** The messages that are whole by now. */
  read (chunk: Buffer): Message[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    const messages: Message[] = []
    for (;;) {
      const header = this.#started ? 1 : 0 // the first message has no type
      if (this.#rest.length < header + 4) return messages
      const length = header + this.#rest.readInt32BE(header)
      if (this.#rest.length < length) return messages
      const bytes = this.#rest.subarray(0, length)
      const type = this.#started ? String.fromCharCode(bytes[0] ?? 0) : ''
      messages.push({ bytes, type, text: TEXTS.has(type) ? bytes.toString('utf8', 5) : '' })
      this.#started = true
      this.#rest = this.#rest.subarray(length)
    }
  }
}

/** It has something done. */
export function isStatement ({ type }: Message): boolean {
  return type === 'Q' || type === 'E'
}

export function isCommit ({ type, text }: Message): boolean {
  return type === 'Q' && /^commit\b/i.test(text)
}
