import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { makePicture, PictureRefused } from '../../pictures/make.ts'
import { auditChange } from '../audit/change.ts'
import { changeProduct } from './change.ts'
import { picturesOf, readProduct, showProduct } from './page.ts'
import { parsePictures, PicturesForm } from './picture-form.ts'
import { listAlts, type KeptProduct } from './queries.ts'
import { forgetVariantPictures, saveAlts, savePictures } from './save-queries.ts'
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

  app.post('/admin/products/:slug/pictures/order', { schema: { params: Params, body: PicturesForm } }, async (request, reply) => {
    const { version, ...typed } = request.body as PicturesForm
    const product = await readProduct(request)
    if (Number(version) > product.version) throw new UnprocessableInput()
    const all = picturesOf(product)
    if (Number(version) < product.version) return showProduct(request, reply, product, { isOvertaken: true })
    const { edited, errors } = parsePictures(typed, all)
    if (Object.keys(errors).length > 0) return showProduct(request, reply, product, { pictures: typed, errors })
    const isSaved = await changeProduct(app, request, product, async (db, { slug }) => {
      // What a variant alone shows is no picture of the product.
      await savePictures(db, slug, edited.kept.filter(picture => picture === product.picture || product.morePictures.includes(picture)))
      await forgetVariantPictures(db, slug, edited.removed)
      const before = await listAlts(db, all)
      await saveAlts(db, edited.alts)
      const altsOf = (rows: ReadonlyArray<{ picture: string, language: string, alt: string }>, picture: string) =>
        Object.fromEntries(['en', 'de'].map(language => [`alt ${language}`, rows.find(each => each.picture === picture && each.language === language)?.alt ?? '']))
      for (const picture of all) await auditChange(db, request, { kind: 'picture', key: picture, before: altsOf(before, picture), after: altsOf(edited.alts, picture) })
      return slug
    })
    if (!isSaved) return showProduct(request, reply, await readProduct(request), { isOvertaken: true })
    await request.flash('success', 'The pictures are saved.')
    return reply.redirect(`/admin/products/${product.slug}#pictures`, 303)
  })
}

export default pictures
