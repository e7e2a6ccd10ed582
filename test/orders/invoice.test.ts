import { inflateSync } from 'node:zlib'
import t from 'tap'
import { runsOf } from '../../src/invoices/fonts.ts'
import { showInvoice } from '../../src/invoices/invoice.ts'
import { writePdf } from '../../src/invoices/pdf.ts'
import type { Order } from '../../src/orders/order.ts'
import { employ, openAdmin, step } from '../admin/shop-with-orders.ts'
import { numberIn, placeOrder, prepareOrder } from '../helpers/checkout.ts'
import { MUG, type Shops } from '../helpers/shop.ts'

const SELLER = { lines: ['Pots & Co', 'Kiln Lane 1', 'Dublin'], vatId: 'IE7654321Z' }

const ORDER: Order = {
  number: 'P-7K3MQ0XA', status: 'sent', guest: true, currency: 'EUR', subtotalCents: 5000, discountCents: 500, deliveryCents: 490, totalCents: 4990, taxCents: 860,
  shipping: 'standard', payment: 'invoice', email: 'g@example.com', name: 'Łukasz Dvořák', line1: 'Kiln Lane 3', line2: '', city: 'Dublin', postcode: 'D02 AF30', country: 'IE',
  phone: '', placedAt: new Date('2026-11-01T10:00:00Z'), locale: 'en-IE'
}
const shown = showInvoice({
  invoice: { number: '2026-000042', issuedAt: new Date('2026-11-02T10:00:00Z'), seller: [...SELLER.lines], vatId: SELLER.vatId, replaces: '' },
  order: ORDER,
  lines: [
    { sku: 'A', name: 'Dipped mug', label: 'Slate', quantity: 2, priceCents: 2000, totalCents: 4000, discountCents: 400, taxRateBps: 2300 },
    { sku: 'B', name: 'Čeština', label: '', quantity: 1, priceCents: 1000, totalCents: 1000, discountCents: 100, taxRateBps: 1350 }
  ],
  discounts: [{ name: 'A tenth off', code: 'SPRING-10', cents: 500 }],
  taxes: [{ rateBps: 2300, grossCents: 3992, taxCents: 746 }, { rateBps: 1350, grossCents: 998, taxCents: 119 }],
  events: [{ toStatus: 'sent', at: new Date('2026-11-03T10:00:00Z') }]
}, { lines: ['Somebody else'], vatId: '' })

/** What a PDF says: each glyph through the map of its font to the letters it stands for. */
function textOf (pdf: Buffer): string {
  const raw = pdf.toString('latin1')
  const objects = new Map([...raw.matchAll(/\n(\d+) 0 obj\n([^]*?)\nendobj/g)].map(([, id, body]) => [String(id), String(body)]))
  const streamOf = (body: string): string => {
    const data = Buffer.from(/stream\r?\n([^]*?)\r?\nendstream/.exec(body)?.[1] ?? '', 'latin1')
    return (body.includes('FlateDecode') ? inflateSync(data) : data).toString('latin1')
  }
  const utf16 = (hex: string): string => (hex.match(/.{4}/g) ?? []).map(unit => String.fromCharCode(parseInt(unit, 16))).join('')
  const fonts = new Map<string, string[]>()
  for (const body of objects.values()) {
    for (const [, name, id] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = streamOf(objects.get(/\/ToUnicode (\d+) 0 R/.exec(objects.get(String(id)) ?? '')?.[1] ?? '') ?? '')
      const letters = [...map.matchAll(/\[([^\]]*)\]/g)].flatMap(([, list]) => [...String(list).matchAll(/<([0-9a-f]*)>/gi)].map(([, hex]) => utf16(String(hex))))
      fonts.set(String(name), letters)
    }
  }
  const pages = [...objects.values()].filter(body => /\/Type \/Page\b/.test(body)).map(body => streamOf(objects.get(/\/Contents (\d+) 0 R/.exec(body)?.[1] ?? '') ?? ''))
  let letters: string[] = []
  return pages.flatMap(page => page.split('\n')).map(line => {
    const font = /\/(F\d+) [\d.]+ Tf/.exec(line)?.[1]
    if (font) letters = fonts.get(font) ?? []
    if (!line.endsWith('TJ')) return ''
    return [...line.matchAll(/<([0-9a-f]+)>/g)].map(([, hex]) => (String(hex).match(/.{4}/g) ?? []).map(glyph => letters[parseInt(glyph, 16)] ?? '').join('')).join('') + '\n'
  }).join('')
}

async function bytesOf (pdf: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of pdf) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

t.test('it says what the law asks for, and net and VAT add up to what was paid', async t => {
  t.match(shown, {
    number: '2026-000042', issued: '2 November 2026', ordered: '1 November 2026', sent: '3 November 2026', seller: SELLER.lines, vatId: SELLER.vatId, currency: 'EUR', total: '€49.90',
    lines: [{ text: 'Dipped mug, Slate', quantity: '2', price: '€20.00', rate: '23%', total: '€40.00' }, { rate: '13.5%' }],
    sums: [{ amount: '€50.00' }, { text: 'A tenth off (SPRING-10)', amount: '−€5.00' }, { text: 'Delivery, Standard', amount: '€4.90' }],
    rates: [{ rate: '23%', net: '€32.46', tax: '€7.46', gross: '€39.92' }, { net: '€8.79', tax: '€1.19' }],
    notes: ['Please pay it within 14 days of delivery.']
  })
})

t.test('the PDF has the same words, in every Latin letter, tagged and with its language', async t => {
  const pdf = await bytesOf(writePdf(shown, 'Pots & Co'))
  const text = textOf(pdf)
  const words = [
    'Invoice 2026-000042', ...shown.seller, 'VAT number IE7654321Z', 'Date: 2 November 2026', 'Order: P-7K3MQ0XA', 'Dublin', 'D02 AF30', 'Ireland', 'Dipped mug, Slate', '€20.00', '13.5%', '−€5.00', 'Total in EUR', '€49.90', '€32.46', '€7.46', '€39.92'
  ]
  for (const word of words) t.ok(text.includes(word), word)
  t.ok(text.replaceAll('\n', '').includes('Łukasz Dvořák'), 'letters of both parts of the font')
  const raw = pdf.toString('latin1')
  t.match(raw, /\/Lang \(en\)/)
  t.match(raw, /\/Marked true/)
  t.strictSame(runsOf('Łódź 名\u202F1').map(({ text }) => text).join(''), 'Łódź ?\u00A01')
})

t.test('paid or sent, an order has its invoice: for who may see the order, and for staff, and nobody else', async t => {
  const shops = await openAdmin(t)
  const { boss: { visitor: boss } } = shops
  const [ann, bob] = [await shops.customer(), await shops.customer('Bob Baker')]
  const staff = (await employ(shops, 'Sam Staff', 'staff')).visitor
  const guest = shops.visitor()
  const answer = await guest.post('/orders', await prepareOrder(guest, { [MUG]: 2 }, { name: 'Gwen <b>Guest' }))
  const [number, key] = [numberIn(answer), String(answer.headers.location).split('?')[1]]
  const ofAnn = await placeOrder(ann.visitor, { [MUG]: 1 })
  t.equal((await guest.get(`/orders/${number}/invoice?${key}`)).statusCode, 404, 'not before')
  t.notMatch((await guest.get(`/orders/${number}?${key}`)).body, '/invoice')
  await step(boss, number, 'paid')
  for (const to of ['packed', 'sent', 'paid']) await step(boss, ofAnn, to)
  const cancelled = await placeOrder(ann.visitor, { [MUG]: 1 })
  await step(boss, cancelled, 'cancelled')
  t.equal((await ann.visitor.get(`/orders/${cancelled}/invoice`)).statusCode, 404, 'what was never invoiced has none')

  t.match((await guest.get(`/orders/${number}?${key}`)).body, `/orders/${number}/invoice?${key}`)
  const page = await guest.get(`/orders/${number}/invoice?${key}`)
  t.match([page.statusCode, page.headers['cache-control'], page.body], [200, /no-store/, /data-invoice="\d{4}-000001"[^]*Gwen &lt;b&gt;Guest[^]*Paid on/])
  const link = /href="([^"]*invoice\.pdf[^"]*)"/.exec(page.body)?.[1] ?? ''
  const pdf = await guest.get(link.replaceAll('&amp;', '&'))
  t.match(pdf.headers, { 'content-type': 'application/pdf', 'cache-control': 'private, no-store', 'content-disposition': `inline; filename="invoice-${number}.pdf"` })
  t.match(textOf(pdf.rawPayload), 'Gwen <b>Guest')
  t.match((await ann.visitor.get(`/orders/${ofAnn}/invoice`)).body, /data-invoice="\d{4}-000002"/)
  for (const visitor of [bob.visitor, shops.visitor(), staff]) {
    for (const after of ['/invoice', '/invoice.pdf', '/invoice?key=x', `/invoice.pdf?${key}`]) t.equal((await visitor.get(`/orders/${ofAnn}${after}`)).statusCode, 404, after)
  }
  t.match((await staff.get(`/admin/orders/${number}`)).body, `/admin/orders/${number}/invoice`)
  t.match((await staff.get(`/admin/orders/${number}/invoice`)).body, `href="/admin/orders/${number}/invoice.pdf"`)
  t.match((await staff.get(`/admin/orders/${number}/invoice.pdf`)).rawPayload.toString('latin1', 0, 5), '%PDF-')
  t.equal((await ann.visitor.get(`/admin/orders/${ofAnn}/invoice.pdf`)).statusCode, 404)
  const { rows } = await shops.db.query<{ body: string }>("select body from mail where subject ~ 'payment for order' order by created_at")
  t.match(rows, [{ body: `/orders/${number}/invoice?${key}` }, { body: `/orders/${ofAnn}/invoice\n` }])
})

t.test('numbers follow each other without a gap, whatever runs at once in two processes, and stay as they were', async t => {
  const shops = await openAdmin(t, 2)
  const guest = shops.visitor()
  const numbers: string[] = []
  for (let count = 0; count < 8; count += 1) numbers.push(await placeOrder(guest, { [MUG]: 1 }))
  await Promise.all(numbers.flatMap(number => shops.apps.map(app => step(shops.boss.visitor.clone().at(app), number, 'paid', '1'))))
  const year = new Date().getUTCFullYear()
  const given = numbers.map((_, at) => `${year}-${String(at + 1).padStart(6, '0')}`)
  t.strictSame(await invoiceNumbers(shops), given)
  for (const to of ['packed', 'sent']) await step(shops.boss.visitor, String(numbers[0]), to)
  t.strictSame(await invoiceNumbers(shops), given, 'sent, it keeps the one it has')
})

async function invoiceNumbers ({ db }: Shops): Promise<string[]> {
  return (await db.query<{ number: string }>('select number from invoice order by number')).rows.map(({ number }) => number)
}
