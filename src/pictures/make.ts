import { createHash } from 'node:crypto'
import type Sharp from 'sharp'
import { nameUpload, SHARE_WIDTH, widthsOf, type Upload } from './name.ts'
import type { PictureFile } from './store.ts'

/** A photograph of a big camera; unpacked it takes four bytes for each. */
const MOST_PIXELS = 50_000_000
const LEAST_SIDE = 100
const MOST_WAITING = 6
/** Part of each name, so that what is made in another way gets other names. */
const RECIPE = 'webp 80, jpeg 82, 1'
const SECONDS = 20

/** Why a file was not taken, as a sentence for who sent it. */
export class PictureRefused extends Error {}

/** The name of the picture and its files. Throws `PictureRefused` for what is no picture that the shop takes. */
export interface MadePicture { name: string, files: PictureFile[] }

let last: Promise<unknown> = Promise.resolve()
let waiting = 0

/** Makes the files of an upload, turned as the camera was held and without what it wrote down beside. One after the other; decoding is done by other threads. */
export async function makePicture (bytes: Buffer): Promise<MadePicture> {
  if (!isTaken(bytes)) throw new PictureRefused('This is no JPEG, PNG, WebP or AVIF')
  if (waiting >= MOST_WAITING) throw new PictureRefused('Too many pictures are being made at the moment. Try again in a few seconds')
  waiting += 1
  const turn = last.then(() => make(bytes))
  last = turn.catch(() => {})
  try {
    return await turn
  } catch (error) {
    if (error instanceof PictureRefused) throw error
    throw new PictureRefused('This picture cannot be read: it is damaged, or not what it says it is')
  } finally {
    waiting -= 1
  }
}

let library: Promise<typeof Sharp> | undefined

/** With the first picture: most processes never make one. */
async function load (): Promise<typeof Sharp> {
  const { default: sharp } = await import('sharp')
  // Several at once would take the memory, and the threads, that other work needs.
  sharp.cache(false)
  sharp.concurrency(1)
  return sharp
}

async function make (bytes: Buffer): Promise<MadePicture> {
  const sharp = await (library ??= load())
  const read = () => sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 }).timeout({ seconds: SECONDS })
  // What its head says, before anything is unpacked.
  const { autoOrient: { width, height } } = await sharp(bytes, { limitInputPixels: false, pages: 1 }).metadata()
  if (width * height > MOST_PIXELS) throw new PictureRefused('This picture is too large: it may have up to 50 million pixels')
  if (Math.min(width, height) < LEAST_SIDE) throw new PictureRefused(`This picture is too small: each side must have ${LEAST_SIDE} pixels or more`)
  const hash = createHash('sha256').update(RECIPE).update(bytes).digest('hex').slice(0, 32)
  const upload: Upload = { hash, width, height }
  const files: PictureFile[] = []
  for (const each of widthsOf(upload)) {
    const made = await read().autoOrient().resize({ width: each }).webp({ quality: 80 }).toBuffer()
    files.push({ name: `${hash}-${each}.webp`, bytes: made, type: 'image/webp' })
  }
  const shared = Math.min(width, SHARE_WIDTH)
  const made = await read().autoOrient().resize({ width: shared }).flatten({ background: '#fff' }).jpeg({ quality: 82 }).toBuffer()
  files.push({ name: `${hash}-${shared}.jpg`, bytes: made, type: 'image/jpeg' })
  return { name: nameUpload(upload), files }
}

/** By what the file begins with, not by its name nor by what the browser says: nothing else comes near the decoders, SVG least of all. */
function isTaken (bytes: Buffer): boolean {
  const text = bytes.subarray(0, 32).toString('latin1')
  return text.startsWith('\xff\xd8\xff') || text.startsWith('\x89PNG\r\n\x1a\n') || /^RIFF[\s\S]{4}WEBP/.test(text) || /^[\s\S]{4}ftyp(avif|avis)/.test(text)
}
