import { brotliCompressSync } from 'node:zlib'
import type { Page, Response } from 'playwright-core'

export interface File {
  url: string
  kind: 'html' | 'css' | 'js' | 'font' | 'picture' | 'other'
  /** The body as it is sent with brotli. */
  bytes: number
}

const KINDS: Record<string, File['kind']> = { document: 'html', stylesheet: 'css', script: 'js', font: 'font', image: 'picture' }

/** Runs a first visit and weighs all that it fetches until the network is quiet. */
export async function weigh (page: Page, visit: () => Promise<unknown>): Promise<File[]> {
  const responses: Response[] = []
  const note = (response: Response): void => { responses.push(response) }
  page.on('response', note)
  await visit()
  await page.waitForLoadState('networkidle')
  page.off('response', note)
  return Promise.all(responses.map(async response => {
    const url = response.url()
    return { url, kind: KINDS[response.request().resourceType()] ?? 'other', bytes: await bytesOf(response) }
  }))
}

/** As it came, where it came in brotli; else as brotli would send it at its default quality, unless it is packed already (woff2). */
async function bytesOf (response: Response): Promise<number> {
  const headers = await response.allHeaders()
  if (headers['content-encoding'] === 'br') return (await response.request().sizes()).responseBodySize
  const body = await response.body()
  return /font|image\/(png|jpeg|webp|avif)/.test(headers['content-type'] ?? '') ? body.length : brotliCompressSync(body).length
}

export function sum (files: readonly File[], ...kinds: Array<File['kind']>): number {
  return files.filter(({ kind }) => kinds.includes(kind)).reduce((total, { bytes }) => total + bytes, 0)
}

/** The addresses of the pictures that are on the screen before anybody scrolls. */
export async function picturesOnScreen (page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.images].filter(image => {
    const { top, bottom, left, right } = image.getBoundingClientRect()
    return top < innerHeight && bottom > 0 && left < innerWidth && right > 0
  }).map(image => image.currentSrc))
}
