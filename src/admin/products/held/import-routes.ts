import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { readFrame } from '../../frame.ts'
import { openUpload } from '../upload.ts'
import { COLUMNS } from './columns.ts'
import { exportLines, FileRefused, MOST_LINES, readLines } from './csv.ts'
import { holdChange } from './hold.ts'

const MOST_BYTES = 32 * 1024 * 1024

/** All variants as a file, and such a file as changes, which wait to be confirmed. */
const imports: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin/products.csv', async (_request, reply) => {
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="products-${new Date().toISOString().slice(0, 10)}.csv"`)
      .send(Readable.from(exportLines(app.db)))
  })

  app.get('/admin/products/import', (request, reply) => show(request, reply))

  app.post('/admin/products/import', async (request, reply) => {
    const file = await openUpload(request, MOST_BYTES)
    if (!file) return show(request, reply, 'Choose a file')
    try {
      const heldId = await holdChange(request, 'import', 'Import of a file', readLines(file))
      return file.truncated ? await show(request, reply, 'This file is too large: at most 32 MB') : reply.redirect(`/admin/products/changes/${heldId}`, 303)
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error
      return show(request, reply, file.truncated ? 'This file is too large: at most 32 MB' : error.message)
    }
  })

  async function show (request: FastifyRequest, reply: FastifyReply, error = ''): Promise<FastifyReply> {
    if (error !== '') reply.code(422)
    return reply.page('admin/product-import', {
      ...await readFrame(app, request, 'products'), path: '/admin/products/import', returnTo: '/admin/products/import', errors: error === '' ? {} : { file: error }, columns: COLUMNS, most: MOST_LINES.toLocaleString('en')
    })
  }
}

export default imports
