import type { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import type { Db } from '../../../plugins/database.ts'
import { CSV_MARK, defused, undefused } from '../../csv.ts'
import { listAvailable } from '../list-queries.ts'
import { listKeptProductsAfter } from '../queries.ts'
import { COLUMNS, EXPORTED, toLine } from './columns.ts'
import type { Wish } from './plan.ts'

const PRODUCTS_AT_ONCE = 200
export const MOST_LINES = 20_000
const MOST_LINE_BYTES = 64 * 1024

/** Why a file cannot be read at all, as a sentence. */
export class FileRefused extends Error {}

/** Every variant with what its product says, as a file (RFC 4180), piece by piece. */
export async function * exportLines (db: Db): AsyncGenerator<string> {
  yield CSV_MARK + EXPORTED.join(',') + '\r\n'
  for (let after = ''; ;) {
    const products = await listKeptProductsAfter(db, after, PRODUCTS_AT_ONCE)
    const available = await listAvailable(db, products.flatMap(({ variants }) => variants.map(({ sku }) => sku)))
    const rows = products.flatMap(product => product.variants.map(variant => {
      const fields: Record<string, string> = { ...toLine(product, variant), sku: variant.sku, product: product.slug, stock: String(available.get(variant.sku) ?? 0) }
      return EXPORTED.map(name => cell(fields[name] ?? '')).join(',') + '\r\n'
    }))
    if (rows.length > 0) yield rows.join('')
    after = products.at(-1)?.slug ?? after
    if (products.length < PRODUCTS_AT_ONCE) return
  }
}

function cell (text: string): string {
  const plain = defused(text)
  return /[",;\r\n]/.test(plain) || plain !== plain.trim() ? `"${plain.replaceAll('"', '""')}"` : plain
}

/** The lines of a file, each with its number in it. Throws `FileRefused`. Nothing but the line at hand is in memory. */
export async function * readLines (file: Readable): AsyncGenerator<Wish> {
  const pieces: AsyncIterator<Buffer> = file[Symbol.asyncIterator]()
  const { value: first, done } = await pieces.next()
  if (done) throw new FileRefused('This file is empty')
  // Spreadsheets of many countries part cells by semicolons. The first line has names alone, so it tells.
  const [head = ''] = first.toString('utf8').split('\n', 1)
  const parser = parse({ delimiter: head.includes(';') ? ';' : ',', bom: true, skip_empty_lines: true, max_record_size: MOST_LINE_BYTES, info: true, relax_column_count: false, trim: true })
  feed(parser, first, pieces).catch(error => parser.destroy(error))
  let names: string[] | undefined
  let count = 0
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[], info: { lines: number } }>) {
      if (!names) {
        names = readHead(record)
        continue
      }
      count += 1
      if (count > MOST_LINES) throw new FileRefused(`This file has more than ${MOST_LINES.toLocaleString('en')} lines`)
      const cells = Object.fromEntries(names.map((name, at) => [name, undefused(record[at] ?? '')]))
      if (Object.values(cells).some(text => text.includes('\uFFFD'))) throw new FileRefused('This file is not written in UTF-8. Save it as “CSV UTF-8”')
      yield { line: info.lines, cells }
    }
  } catch (error) {
    if (error instanceof FileRefused || !(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('CSV_')) throw error
    throw new FileRefused('This file cannot be read as CSV: a line has more or fewer cells than the first one, is too long, or a quote does not end')
  } finally {
    parser.destroy()
    file.resume()
  }
  if (count === 0) throw new FileRefused('This file has no line with a SKU')
}

async function feed (parser: ReturnType<typeof parse>, first: Buffer, rest: AsyncIterator<Buffer>): Promise<void> {
  try {
    for (let piece: IteratorResult<Buffer> = { value: first }; !piece.done && !parser.destroyed; piece = await rest.next()) {
      if (!parser.write(piece.value)) await new Promise<void>(resolve => { parser.once('drain', resolve).once('close', resolve) })
    }
    if (!parser.destroyed) parser.end()
  } catch (error) {
    parser.destroy(error instanceof Error ? error : undefined)
  }
}

function readHead (record: readonly string[]): string[] {
  const names = record.map(name => name.trim())
  const known: readonly string[] = EXPORTED
  if (!names.includes('sku')) throw new FileRefused('The first line must name the columns, and one of them must be sku')
  if (names.some(name => !known.includes(name))) throw new FileRefused(`A column has a name that is none of: ${EXPORTED.join(', ')}`)
  if (new Set(names).size < names.length) throw new FileRefused('Two columns have the same name')
  if (!names.some(name => name !== 'sku' && (COLUMNS as readonly string[]).includes(name))) throw new FileRefused('No column says what is to change')
  return names
}
