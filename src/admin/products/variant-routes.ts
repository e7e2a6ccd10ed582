import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { FieldErrors } from '../../accounts/forms.ts'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { changeProduct } from './change.ts'
import { picturesOf, readProduct, showProduct } from './page.ts'
import { findKnown, listKnownSkus } from './queries.ts'
import { writeVariants } from './save-variants.ts'
import { checkSku, NewVariantForm, parseVariant, typedOf, VariantsForm } from './variant-form.ts'

const Params = Type.Object({ slug: Type.String() })

/** What of a product is sold: its variants, with their prices. What was sold is never deleted: it is taken from sale. */
const variants: FastifyPluginAsyncTypebox = async app => {
  app.post('/admin/products/:slug/variants', { schema: { params: Params, body: VariantsForm } }, async (request, reply) => {
    const { version, ...typed } = request.body as VariantsForm
    const product = await readProduct(request)
    if (Number(version) > product.version) throw new UnprocessableInput()
    if (Number(version) < product.version) return showProduct(request, reply, product, { variants: typed, isOvertaken: true })
    const known = await findKnown(app.db)
    const pictures = picturesOf(product)
    const errors: FieldErrors = {}
    const edited = product.variants.map(({ sku }) => {
      const { variant, errors: wrong } = parseVariant(sku, typedOf(typed, sku), known, pictures, `-${sku}`)
      Object.assign(errors, wrong)
      return { ...variant, product: product.slug }
    })
    if (Object.keys(errors).length > 0) return showProduct(request, reply, product, { variants: typed, errors })
    const isSaved = await changeProduct(app, request, product, async (db, { slug }) => {
      await writeVariants(db, edited)
      return slug
    })
    if (!isSaved) return showProduct(request, reply, await readProduct(request), { variants: typed, isOvertaken: true })
    await request.flash('success', `The variants of ${product.name} are saved.`)
    return reply.redirect(`/admin/products/${product.slug}`, 303)
  })

  app.post('/admin/products/:slug/variants/new', { schema: { params: Params, body: NewVariantForm } }, async (request, reply) => {
    const { version, sku: typedSku, ...typed } = request.body
    const product = await readProduct(request)
    if (Number(version) > product.version) throw new UnprocessableInput()
    const sku = typedSku.trim().toUpperCase()
    const newVariant = { ...typed, sku: typedSku }
    const { variant, errors } = parseVariant(sku, typed, await findKnown(app.db), picturesOf(product))
    const wrong = checkSku(sku) ?? ((await listKnownSkus(app.db, [sku])).has(sku) ? SKU_TAKEN : undefined)
    if (wrong !== undefined) errors.sku = wrong
    if (Object.keys(errors).length > 0) return showProduct(request, reply, product, { newVariant, errors })
    // Nothing of somebody else's is written over by a variant more, so the product may have changed since.
    let isTaken = false
    const isSaved = await changeProduct(app, request, product, async (db, { slug }) => {
      isTaken = (await listKnownSkus(db, [sku])).has(sku)
      if (!isTaken) await writeVariants(db, [{ ...variant, product: slug }])
      return slug
    })
    if (isTaken) return showProduct(request, reply, await readProduct(request), { newVariant, errors: { sku: SKU_TAKEN } })
    if (!isSaved) return showProduct(request, reply, await readProduct(request), { newVariant, isOvertaken: true })
    await request.flash('success', `${sku} is added. It has no pieces in stock yet.`)
    return reply.redirect(`/admin/products/${product.slug}`, 303)
  })
}

export default variants

const SKU_TAKEN = 'Another variant has this SKU'
