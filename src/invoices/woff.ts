import { inflateSync } from 'node:zlib'

const HEADER_BYTES = 44
const ENTRY_BYTES = 20
const SFNT_HEADER_BYTES = 12
const SFNT_ENTRY_BYTES = 16

/**
 * The font that a WOFF file holds, in the plain form (SFNT): a PDF is written twenty times as quickly with it, because what
 * reads fonts there inflates a table anew whenever it looks into it. As WOFF File Format 1.0 (W3C) has it, sections 3 to 5.
 */
export function unpackWoff (woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('this is no WOFF file')
  const count = woff.readUInt16BE(12)
  const largest = 2 ** Math.floor(Math.log2(count))
  const head = Buffer.alloc(SFNT_HEADER_BYTES + count * SFNT_ENTRY_BYTES)
  woff.copy(head, 0, 4, 8)
  head.writeUInt16BE(count, 4)
  head.writeUInt16BE(largest * SFNT_ENTRY_BYTES, 6)
  head.writeUInt16BE(Math.log2(largest), 8)
  head.writeUInt16BE((count - largest) * SFNT_ENTRY_BYTES, 10)

  const tables: Buffer[] = []
  let place = head.length
  for (let at = 0; at < count; at += 1) {
    const entry = woff.subarray(HEADER_BYTES + at * ENTRY_BYTES, HEADER_BYTES + (at + 1) * ENTRY_BYTES)
    const [offset, packedLength, length] = [entry.readUInt32BE(4), entry.readUInt32BE(8), entry.readUInt32BE(12)]
    const packed = woff.subarray(offset, offset + packedLength)
    const to = SFNT_HEADER_BYTES + at * SFNT_ENTRY_BYTES
    entry.copy(head, to, 0, 4)
    entry.copy(head, to + 4, 16, 20)
    head.writeUInt32BE(place, to + 8)
    head.writeUInt32BE(length, to + 12)
    const padding = Buffer.alloc((4 - length % 4) % 4)
    tables.push(packedLength < length ? inflateSync(packed) : packed, padding)
    place += length + padding.length
  }
  return Buffer.concat([head, ...tables])
}
