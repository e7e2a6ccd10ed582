import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { shopperIdOf } from '../accounts/account-routes.ts'
import type { FieldErrors } from '../accounts/forms.ts'
import { EmptyForm } from '../cart/schema.ts'
import type { Catalog, Product } from '../catalog/catalog.ts'
import { phrase, type Phrase } from '../languages/translate.ts'
import { NotFound } from '../plugins/errors.ts'
import { findOwnReview, isBought, type OwnReview } from './queries.ts'
import { isSame, parseReview, ReviewForm, shownName, type TypedReview } from './review.ts'
import { takeBack, writeReview } from './save.ts'

const SlugParams = Type.Object({ slug: Type.String() })
const THANKS = phrase('Thank you. We read your review first, then it is shown')

interface Shown { own: OwnReview | undefined, typed?: TypedReview, errors?: FieldErrors, isOvertaken?: boolean }

/** A customer's own review of a product that was sent to them. */
const writing: FastifyPluginAsyncTypebox = async app => {
  app.get('/products/:slug/review', { schema: { params: SlugParams } }, async (request, reply) => {
    const product = findProduct(request.catalog, request.params.slug)
    const { own, mayWrite } = await readOwn(request, product)
    return mayWrite ? showForm(request, reply, product, { own }) : showNotBought(reply, product)
  })

  app.post('/products/:slug/review', { schema: { params: SlugParams, body: ReviewForm } }, async (request, reply) => {
    const product = findProduct(request.catalog, request.params.slug)
    const { version, ...typed } = request.body
    const { own, mayWrite } = await readOwn(request, product)
    if (!mayWrite) return showNotBought(reply, product)
    const { words, errors } = parseReview(typed)
    if (Object.keys(errors).length > 0) return showForm(request, reply, product, { own, typed, errors })

    // A second click, or nothing new: what is shown stays shown.
    if (own && isSame(own, words)) return goOn(request, reply, product, own.state === 'waiting' ? THANKS : phrase('Your review stays as it is'))
    if (Number(version) !== (own?.version ?? 0)) return showForm(request, reply, product, { own, typed, isOvertaken: true })
    const shopperId = shopperIdOf(request)
    await app.rateLimit.take({ name: 'review', subject: shopperId })
    if (!await writeReview(app.db, own, { ...words, shopperId, product: product.slug, skus: skusOf(product), language: request.language })) {
      const now = await findOwnReview(app.db, shopperId, product.slug)
      if (!now || !isSame(now, words)) return showForm(request, reply, product, { own: now, typed, isOvertaken: true })
    }
    if (own?.state === 'published') await app.catalog.refresh()
    return goOn(request, reply, product, THANKS)
  })

  app.post('/products/:slug/review/delete', { schema: { params: SlugParams, body: EmptyForm } }, async (request, reply) => {
    const product = findProduct(request.catalog, request.params.slug)
    if (!await takeBack(app.db, shopperIdOf(request), product.slug)) throw new NotFound('There is no review of yours here, or not any more.')
    await app.catalog.refresh()
    return goOn(request, reply, product, phrase('Your review is deleted'))
  })

  function findProduct (catalog: Catalog, slug: string): Product {
    // A form keeps the address that its product had when it was opened.
    const product = catalog.bySlug.get(slug) ?? catalog.bySlug.get(catalog.movedTo.get(slug) ?? '')
    if (!product) throw new NotFound('This product is not in the shop, or not any more.')
    return product
  }

  async function readOwn (request: FastifyRequest, product: Product): Promise<{ own: OwnReview | undefined, mayWrite: boolean }> {
    const shopperId = shopperIdOf(request)
    const [own, mayWrite] = await Promise.all([findOwnReview(app.db, shopperId, product.slug), isBought(app.db, shopperId, skusOf(product))])
    return { own, mayWrite }
  }

  /** The form as it was typed, else with the review that is there. A change of it by somebody else meanwhile is said. */
  function showForm (request: FastifyRequest, reply: FastifyReply, product: Product, { own, typed, errors = {}, isOvertaken = false }: Shown): Promise<FastifyReply> {
    if (typed) reply.code(422)
    const { stars = '', title = '', body = '', name = shownName(request.customer?.name ?? '') } = typed ?? (own ? { ...own, stars: String(own.stars) } : {})
    return reply.page('reviews/form', {
      product, own: own ?? null, version: own?.version ?? 0, values: { stars, title, body, name }, errors, isOvertaken, department: product.category
    })
  }

  function showNotBought (reply: FastifyReply, product: Product): Promise<FastifyReply> {
    return reply.code(403).page('reviews/not-bought', { product, department: product.category })
  }

  async function goOn (request: FastifyRequest, reply: FastifyReply, { slug }: Product, words: Phrase): Promise<FastifyReply> {
    await request.flash('success', request.t(words))
    return reply.redirect(`/products/${slug}`, 303)
  }
}

function skusOf ({ variants }: Product): string[] {
  return variants.map(({ sku }) => sku)
}

export default writing
