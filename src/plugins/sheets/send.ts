import { hash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { isKnown } from '../entity-tag.ts'
import { encodingFor, pack, type Encoding } from '../packing.ts'
import { giveBytes } from './pool.ts'
import type { Sheet } from './sheet.ts'

/** How a public page is sent: its bytes and its strong tag (RFC 9110, 8.8.3), which differs by encoding. */
interface Packed { readonly bytes: Buffer, readonly tag: string }

const packed = new WeakMap<Sheet, Partial<Record<Encoding, Promise<Packed> | Packed>>>()

/** Sends a page as everybody gets it: packed once for all, with a tag by which a browser or a cache that has it already gets 304. */
export function sendWhole (reply: FastifyReply, sheet: Sheet): FastifyReply {
  const encoding = encodingFor(reply, sheet.whole.length)
  const ready = packedAs(sheet, encoding)
  if (ready instanceof Promise) ready.then(packed => sendPacked(reply, encoding, packed), error => reply.send(error))
  else sendPacked(reply, encoding, ready)
  return reply
}

function sendPacked (reply: FastifyReply, encoding: Encoding, { bytes, tag }: Packed): void {
  reply.header('etag', tag)
  if (isKnown(reply.request.headers['if-none-match'], tag)) {
    reply.code(304).send()
    return
  }
  if (encoding !== 'identity') reply.header('content-encoding', encoding)
  reply.send(bytes)
}

/** Sends a page, or a piece of one, that was rendered for one reader alone. */
export function sendText (reply: FastifyReply, html: string): FastifyReply {
  const encoding = encodingFor(reply, html.length)
  if (encoding === 'identity') return reply.send(html)
  pack(Buffer.from(html), encoding, 'once').then(packed => reply.header('content-encoding', encoding).send(packed), error => reply.send(error))
  return reply
}

/** Sends a page as it was filled for one reader, and gives its memory back. */
export function sendFilled (reply: FastifyReply, bytes: Buffer): FastifyReply {
  const encoding = encodingFor(reply, bytes.length)
  if (encoding === 'identity') {
    reply.raw.on('close', () => giveBytes(bytes)) // all of it is with the system by then, or nobody wants it any more
    return reply.send(bytes)
  }
  pack(bytes, encoding, 'once').finally(() => giveBytes(bytes)).then(packed => reply.header('content-encoding', encoding).send(packed), error => reply.send(error))
  return reply
}

function packedAs (sheet: Sheet, encoding: Encoding): Promise<Packed> | Packed {
  const kept = packed.get(sheet) ?? {}
  packed.set(sheet, kept)
  return (kept[encoding] ??= encoding === 'identity'
    ? taggedAs(encoding, sheet.whole)
    : pack(sheet.whole, encoding, 'kept').then(bytes => (kept[encoding] = taggedAs(encoding, bytes)), error => {
      delete kept[encoding]
      throw error
    }))
}

function taggedAs (encoding: Encoding, bytes: Buffer): Packed {
  return { bytes, tag: `"${hash('sha256', bytes, 'base64url').slice(0, 22)}-${encoding}"` }
}
