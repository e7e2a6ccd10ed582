import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { makePicture, PictureRefused } from '../../pictures/make.ts'
import { auditChange } from '../audit/change.ts'
import { changeProduct } from './change.ts'
import { picturesOf, readProduct, showProduct } from './page.ts'
import type { KeptProduct } from './queries.ts'
import { savePictures } from './save-queries.ts'
import { readUpload } from './upload.ts'

const Params = Type.Object({ slug: Type.String() })
const MOST_PICTURES = 20
const MOST_BYTES = 10 * 1024 * 1024
const TRIES = 5

/** The pictures of a product: one is sent at a time, and comes after those that are there. */
const pictures: FastifyPluginAsyncTypebox = async app => {
  app.post('/admin/products/:slug/pictures', { schema: { params: Params } }, async (request, reply) => {
    const product = await readProduct(request)
    const refuse = (sentence: string): Promise<FastifyReply> => showProduct(request, reply, product, { errors: { file: sentence } })
    const upload = await readUpload(request, MOST_BYTES)
    if (upload === 'too large') return refuse('This file is too large: at most 10 MB')
    if (!upload || upload.length === 0) return refuse('Choose a picture')
    if (picturesOf(product).length >= MOST_PICTURES) return refuse(`A product has ${MOST_PICTURES} pictures at most`)
    try {
      const { name, files } = await makePicture(upload)
      for (const file of files) await app.pictureStore.put(file)
      if (!await addPicture(product, name)) return await refuse('The product is being changed by somebody else. Send the picture again')
    } catch (error) {
      if (error instanceof PictureRefused) return refuse(error.message)
      throw error
    }
    await request.flash('success', 'The picture is added.')
    return reply.redirect(`/admin/products/${product.slug}#pictures`, 303)

    /** A picture more writes over nothing, so it goes to the product as it is by now. */
    async function addPicture (read: KeptProduct, name: string): Promise<boolean> {
      for (let tries = 1, now = read; tries <= TRIES; tries += 1, now = await readProduct(request)) {
        const shown = [now.picture, ...now.morePictures].filter(each => each !== '')
        if (shown.includes(name)) return true
        if (await changeProduct(app, request, now, async (db, { slug }) => {
          await savePictures(db, slug, [...shown, name])
          await auditChange(db, request, { kind: 'picture', key: name, before: undefined, after: { product: slug } })
          return slug
        })) return true
      }
      return false
    }
  })
}

export default pictures
