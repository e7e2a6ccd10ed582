import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Db } from '../../plugins/database.ts'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { auditChanges } from '../audit/change.ts'
import { changeProduct } from './change.ts'
import { picturesOf, readProduct, showProduct } from './page.ts'
import { parsePictures, PicturesForm, type TypedAlt } from './picture-form.ts'
import { forgetVariantPictures, lockAlts, saveAlts, saveMissingAlts, savePictures } from './save-queries.ts'

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
      await writeAlts(db, request, edited.alts)
      return slug
    }).catch(error => {
      if (error instanceof AltsOvertaken) return undefined
      throw error
    })
    if (isSaved === undefined) return showProduct(request, reply, await readProduct(request), { pictures: typed, isOvertaken: true })
    if (!isSaved) return showProduct(request, reply, await readProduct(request), { isOvertaken: true })
    await request.flash('success', 'The pictures are saved.')
    return reply.redirect(`/admin/products/${product.slug}#pictures`, 303)
  })
}

export default pictureOrder

/** Words are not those any more over which others were typed. */
class AltsOvertaken extends Error {}

/** Writes what was typed over what is still there. Throws `AltsOvertaken`; then all of the change is to be rolled back. */
async function writeAlts (db: Db, request: FastifyRequest, typed: readonly TypedAlt[]): Promise<void> {
  if (typed.length === 0) return
  await saveMissingAlts(db, typed)
  const kept = await lockAlts(db, typed)
  const changes = new Map<string, { kind: 'picture', key: string, before: Record<string, string>, after: Record<string, string> }>()
  for (const { picture, language, was, alt } of typed) {
    const now = kept.find(each => each.picture === picture && each.language === language)?.alt ?? ''
    if (now !== was && now !== alt) throw new AltsOvertaken()
    const { before, after } = changes.get(picture) ?? {}
    changes.set(picture, { kind: 'picture', key: picture, before: { ...before, [`alt ${language}`]: now }, after: { ...after, [`alt ${language}`]: alt } })
  }
  await saveAlts(db, typed)
  await auditChanges(db, request, [...changes.values()])
}
