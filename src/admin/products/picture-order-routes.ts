import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { auditChange } from '../audit/change.ts'
import { changeProduct } from './change.ts'
import { picturesOf, readProduct, showProduct } from './page.ts'
import { parsePictures, PicturesForm } from './picture-form.ts'
import { listAlts } from './queries.ts'
import { forgetVariantPictures, saveAlts, savePictures } from './save-queries.ts'

const Params = Type.Object({ slug: Type.String() })

/** The order of the pictures of a product, what they show in words, and which are taken away. */
const pictureOrder: FastifyPluginAsyncTypebox = async app => {
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

export default pictureOrder
