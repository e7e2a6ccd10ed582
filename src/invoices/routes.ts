import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { phrase } from '../languages/translate.ts'
import { findVersionedOrder, type VersionedOrder } from '../orders/change-queries.ts'
import { guestLink } from '../orders/link.ts'
import { findOrderId, listOrderDiscounts, listOrderEvents, listOrderTaxes, listPaidLines } from '../orders/queries.ts'
import { findVisibleOrder, showOrder } from '../orders/show.ts'
import { NotFound } from '../plugins/errors.ts'
import { Thread } from '../thread.ts'
import { showInvoice, type ShownInvoice } from './invoice.ts'
import type { PdfWanted } from './pdf-thread.ts'
import { findInvoice } from './queries.ts'

const Params = Type.Object({ number: Type.String() })
const NONE = phrase('There is no invoice of this order yet: it is written when the order is paid or sent.')

/** Where the ways from the page of an invoice lead. */
interface Ways { orderUrl: string, pdfUrl: string }

/** The invoice of an order, as a page and as a PDF: for whoever may see the order, and for staff in the admin. */
const invoices: FastifyPluginAsyncTypebox<{ secrets: string[] }> = async (app, { secrets }) => {
  app.get('/orders/:number/invoice', { schema: { params: Params } }, async (request, reply) => {
    const order = await findOwn(request)
    if (!order) return showOrder(app, request, reply, undefined, { isConfirmation: false })
    const way = (after: string): string => order.isOwn ? `/orders/${order.number}${after}` : guestLink(order.number, secrets, after)
    return sendPage(reply, await readInvoice(order), { orderUrl: order.isOwn ? `/account/orders/${order.number}` : way(''), pdfUrl: way('/invoice.pdf') })
  })

  app.get('/orders/:number/invoice.pdf', { schema: { params: Params }, config: { rate: 'invoice' } }, async (request, reply) => {
    const order = await findOwn(request)
    return order ? sendPdf(reply, order, await readInvoice(order)) : showOrder(app, request, reply, undefined, { isConfirmation: false })
  })

  app.get('/admin/orders/:number/invoice', { schema: { params: Params } }, async (request, reply) => {
    const order = await findAny(request.params.number)
    const url = `/admin/orders/${order.number}`
    return sendPage(reply, await readInvoice(order), { orderUrl: url, pdfUrl: `${url}/invoice.pdf` })
  })

  app.get('/admin/orders/:number/invoice.pdf', { schema: { params: Params } }, async (request, reply) => {
    const order = await findAny(request.params.number)
    return sendPdf(reply, order, await readInvoice(order))
  })

  function findOwn (request: FastifyRequest): ReturnType<typeof findVisibleOrder> {
    const { number } = request.params as { number: string }
    return findVisibleOrder(app, request, number, (request.query as { key?: unknown }).key, secrets)
  }

  async function findAny (number: string): Promise<VersionedOrder> {
    const id = await findOrderId(app.db, number)
    const order = id && await findVersionedOrder(app.db, id)
    if (!order) throw new NotFound('There is no order with this number.')
    return order
  }

  async function readInvoice (order: VersionedOrder): Promise<ShownInvoice> {
    const [invoice, lines, discounts, taxes, events] = await Promise.all([
      findInvoice(app.db, order), listPaidLines(app.db, order), listOrderDiscounts(app.db, order), listOrderTaxes(app.db, order), listOrderEvents(app.db, order)
    ])
    if (!invoice) throw new NotFound(NONE)
    return showInvoice({ invoice, order, lines, discounts, taxes, events }, app.seller)
  }

  function sendPage (reply: FastifyReply, invoice: ShownInvoice, ways: Ways): Promise<FastifyReply> {
    return reply.header('cache-control', 'private, no-store').page('invoices/show', { invoice, ...ways })
  }

  async function sendPdf (reply: FastifyReply, { number }: VersionedOrder, invoice: ShownInvoice): Promise<FastifyReply> {
    const { buffer, byteOffset, byteLength } = await pdfs.run({ invoice, seller: invoice.seller[0] ?? '' })
    return reply
      .header('cache-control', 'private, no-store')
      .header('vary', 'Cookie')
      .header('content-disposition', `inline; filename="invoice-${number}.pdf"`)
      .type('application/pdf')
      .send(Buffer.from(buffer, byteOffset, byteLength))
  }
}

// Fonts and compressors keep a processor for as long as a hundred pages.
const pdfs = new Thread<PdfWanted, Uint8Array>('./pdf-thread', import.meta.url)

export default invoices
