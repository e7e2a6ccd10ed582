import PDFDocument from 'pdfkit'
import { FONTS, runsOf } from './fonts.ts'
import type { ShownInvoice } from './invoice.ts'
import type { InvoiceWords } from './words.ts'

// Points, of which 72 are an inch; A4 is 595 wide and 842 high.
const LEFT = 56
const RIGHT = 539
const TOP = 56
const BOTTOM = 780
const INK = '#25211b'
const QUIET = '#5d574d'
const RULE = '#c9c1b2'

interface Column { head?: keyof InvoiceWords, x: number, width: number, align: 'left' | 'right' }

const GOODS: readonly Column[] = [
  { head: 'item', x: LEFT, width: 223, align: 'left' },
  { head: 'pieces', x: 283, width: 44, align: 'right' },
  { head: 'price', x: 331, width: 80, align: 'right' },
  { head: 'vat', x: 415, width: 40, align: 'right' },
  { head: 'total', x: 459, width: 80, align: 'right' }
]
const RATES: readonly Column[] = [
  { head: 'rate', x: LEFT, width: 90, align: 'left' },
  { head: 'net', x: 160, width: 110, align: 'right' },
  { head: 'vat', x: 290, width: 110, align: 'right' },
  { head: 'gross', x: 429, width: 110, align: 'right' }
]
const SUMS: readonly Column[] = [
  { x: 283, width: 172, align: 'left' },
  { x: 439, width: 100, align: 'right' }
]

/**
 * The invoice as a PDF: tagged, with its language and title, so that it can be read aloud (not checked against PDF/UA by a
 * tool, so it does not claim to be that). What comes back has all its bytes, and waits to be read; nothing is kept in a file.
 */
export function writePdf (invoice: ShownInvoice, seller: string): PDFKit.PDFDocument {
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: TOP, left: LEFT, right: 595 - RIGHT, bottom: 0 },
    pdfVersion: '1.7',
    tagged: true,
    lang: invoice.language,
    displayTitle: true,
    info: { Title: invoice.words.title, Author: seller, CreationDate: invoice.issuedAt }
  })
  for (const [name, font] of Object.entries(FONTS)) doc.registerFont(name, font)
  new Sheet(doc, invoice.words).draw(invoice)
  doc.end()
  return doc
}

/** One page after the other, from the top down. */
class Sheet {
  readonly #doc: PDFKit.PDFDocument
  readonly #words: InvoiceWords
  readonly #root: PDFKit.PDFStructureElement
  #y = TOP

  constructor (doc: PDFKit.PDFDocument, words: InvoiceWords) {
    this.#doc = doc
    this.#words = words
    this.#root = doc.struct('Document')
    doc.addStructure(this.#root)
  }

  draw (invoice: ShownInvoice): void {
    this.#block('H1', () => { this.#doc.font('display').fontSize(22).fillColor(INK).text(this.#words.title, LEFT, this.#y) })
    this.#y += 44
    this.#parties(invoice)
    this.#table(GOODS, invoice.lines.map(({ text, quantity, price, rate, total }) => [text, quantity, price, rate, total]))
    this.#table(SUMS, invoice.sums.map(({ text, amount }) => [text, amount]))
    this.#table(SUMS, [[this.#words.totalIn, invoice.total]], { strong: true })
    this.#y += 14
    this.#table(RATES, invoice.rates.map(({ rate, net, tax, gross }) => [rate, net, tax, gross]))
    this.#y += 10
    for (const note of [this.#words.included, ...invoice.notes]) this.#paragraph(note)
    this.#root.end()
  }

  #parties ({ seller, vatId, buyer, issued, orderNumber, ordered, sent }: ShownInvoice): void {
    const top = this.#y
    const words = this.#words
    const columns: Array<[number, readonly string[]]> = [
      [LEFT, [words.from, ...seller, ...vatId ? [`${words.vatId} ${vatId}`] : []]],
      [231, [words.to, ...buyer]],
      [406, [`${words.date}: ${issued}`, `${words.order}: ${orderNumber}`, `${words.ordered}: ${ordered}`, ...sent ? [`${words.sent}: ${sent}`] : []]]
    ]
    let lowest = top
    for (const [x, lines] of columns) {
      this.#y = top
      for (const line of lines) this.#block('P', () => { this.#y += this.#write(line, x, this.#y, 160) + 2 })
      lowest = Math.max(lowest, this.#y)
    }
    this.#y = lowest + 24
  }

  /** Rows that stay whole; the head comes again on each page. */
  #table (columns: readonly Column[], rows: ReadonlyArray<readonly string[]>, { strong = false } = {}): void {
    const table = this.#doc.struct('Table')
    this.#root.add(table)
    const head = columns.map(column => column.head ? this.#words[column.head] : '')
    const hasHead = head.some(text => text !== '')
    if (hasHead) this.#row(table, columns, head, { kind: 'TH', strong: true })
    for (const row of rows) {
      if (this.#y + this.#heightOf(columns, row) > BOTTOM) {
        this.#doc.addPage()
        this.#y = TOP
        if (hasHead) this.#row(table, columns, head, { kind: 'TH', strong: true })
      }
      this.#row(table, columns, row, { kind: 'TD', strong })
    }
    table.end()
    this.#y += 8
  }

  #row (table: PDFKit.PDFStructureElement, columns: readonly Column[], texts: readonly string[], { kind, strong }: { kind: 'TH' | 'TD', strong: boolean }): void {
    const [top, height] = [this.#y, this.#heightOf(columns, texts)]
    const row = this.#doc.struct('TR')
    table.add(row)
    for (const [at, { x, width, align }] of columns.entries()) {
      row.add(this.#doc.struct(kind, {}, () => { this.#write(texts[at] ?? '', x, top, width, { align, strong }) }))
    }
    row.end()
    const end = top + height
    const start = columns[0]?.x ?? LEFT
    this.#doc.markContent('Artifact', { type: 'Layout' })
    this.#doc.moveTo(start, end - 4).lineTo(RIGHT, end - 4).lineWidth(0.5).strokeColor(RULE).stroke()
    this.#doc.endMarkedContent()
    this.#y = end + 2
  }

  #heightOf (columns: readonly Column[], texts: readonly string[]): number {
    this.#doc.font('text').fontSize(10)
    return Math.max(...columns.map(({ width }, at) => this.#doc.heightOfString(plain(texts[at] ?? ''), { width }))) + 10
  }

  #paragraph (text: string): void {
    if (this.#y > BOTTOM - 24) {
      this.#doc.addPage()
      this.#y = TOP
    }
    this.#block('P', () => { this.#y += this.#write(text, LEFT, this.#y, RIGHT - LEFT, { colour: QUIET }) + 4 })
  }

  #block (kind: string, draw: () => void): void {
    this.#root.add(this.#doc.struct(kind, {}, draw))
  }

  /** Returns how high it is. */
  #write (text: string, x: number, y: number, width: number, { align = 'left', strong = false, colour = INK }: { align?: 'left' | 'right', strong?: boolean, colour?: string } = {}): number {
    const runs = runsOf(text)
    const doc = this.#doc.fontSize(10).fillColor(colour)
    const font = (more: boolean): keyof typeof FONTS => strong ? more ? 'strongMore' : 'strong' : more ? 'textMore' : 'text'
    for (const [at, run] of runs.entries()) {
      const options = { width, align, continued: at < runs.length - 1 }
      if (at === 0) doc.font(font(run.more)).text(run.text, x, y, options)
      else doc.font(font(run.more)).text(run.text, options)
    }
    return doc.font('text').heightOfString(plain(text), { width })
  }
}

function plain (text: string): string {
  return runsOf(text).map(run => run.text).join('')
}
