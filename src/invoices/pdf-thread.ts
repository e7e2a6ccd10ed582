import { buffer } from 'node:stream/consumers'
import { serve } from '../thread.ts'
import type { ShownInvoice } from './invoice.ts'
import { writePdf } from './pdf.ts'

export interface PdfWanted { invoice: ShownInvoice, seller: string }

serve(({ invoice, seller }: PdfWanted): Promise<Uint8Array> => buffer(writePdf(invoice, seller)))
