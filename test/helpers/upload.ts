import sharp from 'sharp'
import type { Answer, Visitor } from './visitor.ts'

/** Sends a file as the form on a page does. */
export async function upload (visitor: Visitor, url: string, bytes: Buffer | string, { filename = 'a.jpg', type = 'image/jpeg', before = '' } = {}): Promise<Answer> {
  const head = `${before}--xYz\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: ${type}\r\n\r\n`
  return visitor.send({ method: 'POST', url, payload: Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from('\r\n--xYz--\r\n')]), headers: { 'content-type': 'multipart/form-data; boundary=xYz' } })
}

/** A picture of one colour. */
export function photo (width: number, height: number, format: 'jpeg' | 'png' | 'webp' | 'avif' = 'jpeg'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#c65' } }).toFormat(format).toBuffer()
}
