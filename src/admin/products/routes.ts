import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { FieldErrors } from '../../accounts/forms.ts'
import type { Db } from '../../plugins/database.ts'
import { NotFound, UnprocessableInput } from '../../plugins/errors.ts'
import { Version } from '../../plugins/schemas.ts'
import { readFrame } from '../frame.ts'
import { auditProduct, changeCatalog, changeProduct } from './change.ts'
import { duplicateProduct } from './duplicate.ts'
import { emptyForm, NewProductForm, parseProduct, ProductForm, type EditedProduct, type TypedProduct } from './form.ts'
import imports from './held/import-routes.ts'
import prices from './held/price-routes.ts'
import held from './held/routes.ts'
import productList from './list-routes.ts'
import { choicesOf, movedUrl, readProduct, showProduct } from './page.ts'
import { findKeptProduct, findKnown, listKnownSlugs, type KeptProduct } from './queries.ts'
import { deleteFormerSlug, deleteRelations, moveReviews, saveFormerSlug, saveGermanTexts, saveNewProduct, saveProduct, saveRelations } from './save-queries.ts'
import pictureOrder from './picture-order-routes.ts'
import pictures from './picture-routes.ts'
import uploads from './upload.ts'
import variants from './variant-routes.ts'

const Params = Type.Object({ slug: Type.String() })
const VersionForm = Type.Object({ version: Version }, { additionalProperties: false })

/** The products: what they say, in which category they are, and when they are in the shop. */
const products: FastifyPluginAsyncTypebox = async app => {
  await app.register(productList)
  await app.register(variants)
  await app.register(pictureOrder)
  await app.register(held)
  await app.register(prices)
  await app.register(async scope => {
    await scope.register(uploads)
    await scope.register(pictures)
    await scope.register(imports)
  })

  app.get('/admin/products/new', async (request, reply) => showNew(request, reply, emptyForm(await findKnown(app.db))))

  app.post('/admin/products/new', { schema: { body: NewProductForm } }, async (request, reply) => {
    const { body } = request
    const { product, errors } = await check(app.db, body, undefined)
    if (Object.keys(errors).length > 0) return showNew(request, reply, body, errors)
    const isSaved = await changeCatalog(app, request, async db => {
      if (!await saveNewProduct(db, product)) return false
      await writeBeside(db, product)
      await deleteFormerSlug(db, product.slug)
      await auditProduct(db, request, undefined, await findKeptProduct(db, product.slug))
      return true
    })
    if (!isSaved) return showNew(request, reply, body, { slug: TAKEN })
    await request.flash('success', `${product.name} is saved. It needs a variant before it can be sold.`)
    return reply.redirect(`/admin/products/${product.slug}`, 303)
  })

  app.get('/admin/products/:slug', { schema: { params: Params } }, async (request, reply) => {
    const product = await findKeptProduct(app.db, request.params.slug)
    const moved = product ? undefined : await movedUrl(request)
    if (moved !== undefined) return reply.redirect(moved, 303)
    if (!product) throw new NotFound('There is no such product.')
    return showProduct(request, reply, product)
  })

  app.post('/admin/products/:slug', { schema: { params: Params, body: ProductForm } }, async (request, reply) => {
    const { version, ...typed } = request.body
    const product = await readProduct(request)
    if (Number(version) > product.version) throw new UnprocessableInput()
    if (Number(version) < product.version) return showProduct(request, reply, product, { product: typed, isOvertaken: true })
    const { product: edited, errors } = await check(app.db, typed, product)
    if (Object.keys(errors).length > 0) return showProduct(request, reply, product, { product: typed, errors })
    const isSaved = await changeProduct(app, request, product, db => writeProduct(db, product.slug, edited))
    if (!isSaved) return showProduct(request, reply, await readProduct(request), { product: typed, isOvertaken: true })
    await request.flash('success', `${edited.name} is saved.`)
    return reply.redirect(`/admin/products/${edited.slug}`, 303)
  })

  app.post('/admin/products/:slug/duplicate', { schema: { params: Params, body: VersionForm } }, async (request, reply) => {
    const product = await readProduct(request)
    let slug = ''
    await changeCatalog(app, request, async db => {
      slug = await duplicateProduct(db, product)
      await auditProduct(db, request, undefined, await findKeptProduct(db, slug))
      return true
    })
    await request.flash('success', `This is a copy of ${product.name}. It is a draft, and has no pieces in stock.`)
    return reply.redirect(`/admin/products/${slug}`, 303)
  })
}

export default products

const TAKEN = 'Another product has this web address'

/** What was typed; a slug may be the product's own, and what it goes with must be there. */
async function check (db: Db, typed: TypedProduct, own: KeptProduct | undefined): Promise<{ product: EditedProduct, errors: FieldErrors }> {
  const parsed = parseProduct(typed, await findKnown(db))
  const { product: { slug, goesWith }, errors } = parsed
  const known = await listKnownSlugs(db, [slug, ...goesWith])
  if (slug !== own?.slug && known.has(slug)) errors.slug ??= TAKEN
  if (goesWith.some(other => !known.has(other))) errors.goes_with ??= 'Name products by their web address, such as dipped-mug'
  return parsed
}

/** Gives the slug that it has now. */
async function writeProduct (db: Db, was: string, product: EditedProduct): Promise<string> {
  await saveProduct(db, was, product)
  if (product.slug !== was) {
    await deleteFormerSlug(db, product.slug)
    await saveFormerSlug(db, was, product.slug)
    await moveReviews(db, was, product.slug)
  }
  await writeBeside(db, product)
  return product.slug
}

async function writeBeside (db: Db, { slug, german, goesWith }: EditedProduct): Promise<void> {
  await saveGermanTexts(db, slug, german)
  await deleteRelations(db, slug)
  await saveRelations(db, slug, goesWith)
}

async function showNew (request: FastifyRequest, reply: FastifyReply, values: TypedProduct, errors: FieldErrors = {}): Promise<FastifyReply> {
  const { db } = request.server
  if (Object.keys(errors).length > 0) reply.code(422)
  return reply.page('admin/product-new', {
    ...await readFrame(request.server, request, 'products'), ...choicesOf(await findKnown(db)), path: '/admin/products/new', returnTo: '/admin/products/new', values, errors
  })
}
