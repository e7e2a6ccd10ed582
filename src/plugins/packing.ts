import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'
import { Recent } from '../kept.ts'

const ENCODINGS = ['br', 'gzip', 'identity'] as const
export type Encoding = typeof ENCODINGS[number]

const SMALL_BYTES = 1024

// What is packed once for many is packed better than what one reader gets.
const QUALITY = { once: 3, kept: 6 } as const
const MAX_LENGTH = 200
const kept = new Recent<Encoding>(100)
// Of those that a browser takes alike; its types do not know it yet.
interface WithPreference { encoding (available: readonly string[], options: { preferred: readonly string[] }): string | undefined }

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip) as (bytes: Buffer, options: { level: number }) => Promise<Buffer>

/** Packs bytes beside the event loop. */
export function pack (bytes: Buffer, encoding: Exclude<Encoding, 'identity'>, use: keyof typeof QUALITY): Promise<Buffer> {
  if (encoding === 'gzip') return gzipped(bytes, { level: QUALITY[use] })
  return brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY[use], [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })
}

/** The best that a browser takes, by its Accept-Encoding (RFC 9110, 12.5.3). */
export function acceptedEncoding (header: string | undefined): Encoding {
  if (header === undefined || header.length > MAX_LENGTH) return 'identity'
  return kept.take(header, () => {
    const negotiator = new Negotiator({ headers: { 'accept-encoding': header } }) as unknown as WithPreference
    const best = negotiator.encoding(ENCODINGS, { preferred: ['br', 'gzip'] })
    return ENCODINGS.find(one => one === best) ?? 'identity'
  })
}

/** How an answer of this text is to be packed: not at all where it is small, or nobody asked for it. */
export function encodingFor ({ request }: FastifyReply, length: number): Encoding {
  return length < SMALL_BYTES ? 'identity' : acceptedEncoding(request.headers['accept-encoding'])
}

/**
 * An `onSend` hook, the last of its scope: packs feeds and JSON. Pages are packed where they are sent (sheets/send.ts), what lies in static/ by the build.
 * The length of an answer tells something of what it holds (BREACH) to who can have it loaded over and over with text of their choice in the
 * address: `SameSite=Lax` leaves them only going there in the open, once for every guess.
 */
export async function packAnswer (_request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  const vary = String(reply.getHeader('vary') ?? '')
  if (typeof payload !== 'string' || payload.length < SMALL_BYTES || vary.includes('Accept-Encoding')) return payload
  reply.header('vary', vary === '' ? 'Accept-Encoding' : `${vary}, Accept-Encoding`)
  const encoding = encodingFor(reply, payload.length)
  if (encoding === 'identity') return payload
  const packed = await pack(Buffer.from(payload), encoding, 'once')
  reply.header('content-encoding', encoding).removeHeader('content-length')
  return packed
}
