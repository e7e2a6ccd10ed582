import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { FolderStore } from './folder.ts'
import { FILE } from './name.ts'
import { S3Store, type S3Options } from './s3.ts'
import { TYPES, type PictureStore } from './store.ts'

declare module 'fastify' {
  interface FastifyInstance { pictureStore: PictureStore }
}

export interface PicturesOptions {
  /** Where pictures are kept when there is no bucket. */
  folder: string
  s3: S3Options | undefined
}

/** `/pictures/…`, outside of the session: the same for everybody, and for good, since a name is made of what it names. */
export default fp<PicturesOptions>(async (app, { folder, s3 }) => {
  const store: PictureStore = s3 ? new S3Store(s3) : new FolderStore(folder)
  app.decorate('pictureStore', store)

  app.get<{ Params: { file: string } }>('/pictures/:file', async (request, reply) => {
    const { file } = request.params
    const bytes = FILE.test(file) ? await findPicture(app, file) : undefined
    if (bytes === 'away') return reply.code(503).headers({ 'retry-after': '5', 'cache-control': 'no-store' }).type('text/plain; charset=utf-8').send('Pictures cannot be read at the moment.')
    if (!bytes) return reply.code(404).header('cache-control', 'public, max-age=60').type('text/plain; charset=utf-8').send('There is no such picture.')
    // Those for other sites are shown there, beside a link to the shop.
    if (file.endsWith('.jpg')) reply.header('cross-origin-resource-policy', 'cross-origin')
    return reply
      .type(TYPES[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(bytes)
  })
}, { name: 'picture-store' })

async function findPicture ({ pictureStore, log }: FastifyInstance, file: string): Promise<Buffer | 'away' | undefined> {
  try {
    return await pictureStore.get(file)
  } catch (error) {
    log.warn({ err: error }, 'a picture cannot be read')
    return 'away'
  }
}
