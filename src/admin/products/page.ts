import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FieldErrors } from '../../accounts/forms.ts'
import { CURRENCIES, formatMoney } from '../../money.ts'
import { NotFound } from '../../plugins/errors.ts'
import { readFrame } from '../frame.ts'
import { sayMomentFully } from '../saying.ts'
import { toForm, WALLS, type TypedProduct } from './form.ts'
import { listAvailable } from './list-queries.ts'
import { differencesOf, type Difference } from './overtaken.ts'
import { differingAlts, pictureFields } from './picture-fields.ts'
import { findKeptProduct, findKnown, findMovedTo, listAlts, type KeptProduct, type Known } from './queries.ts'
import { describeState } from './saying.ts'
import { EMPTY_VARIANT, toTyped, typedOf, type TypedVariant } from './variant-form.ts'

/** What was typed and not taken, with why. */
export interface Trouble {
  product?: TypedProduct
  /** Of all variants, each field with its SKU at the end. */
  variants?: Readonly<Record<string, string>>
  /** Of all pictures, each field with the number of its picture at the end. */
  pictures?: Readonly<Record<string, string>>
  newVariant?: TypedVariant & { sku: string }
  errors?: FieldErrors
  /** Somebody has changed the product, or words that it shares, since the form was made. */
  isOvertaken?: boolean
}

/** Throws `NotFound`. */
export async function readProduct (request: FastifyRequest): Promise<KeptProduct> {
  const { slug = '' } = request.params as { slug?: string }
  const product = await findKeptProduct(request.server.db, slug)
  if (!product) throw new NotFound('There is no such product.')
  return product
}

/** The address of the product that once had the slug of this request's address; undefined when none had. */
export async function movedUrl (request: FastifyRequest): Promise<string | undefined> {
  const { slug = '' } = request.params as { slug?: string }
  const movedTo = await findMovedTo(request.server.db, slug)
  return movedTo && `/admin/products/${movedTo}`
}

/** The page on which a product is seen and changed. With trouble, what was typed comes back with it. */
export async function showProduct (request: FastifyRequest, reply: FastifyReply, product: KeptProduct, trouble: Trouble = {}): Promise<FastifyReply> {
  const { server: app, preferences: { locale, currency } } = request
  const pictures = picturesOf(product)
  const [frame, known, available, alts] = await Promise.all([
    readFrame(app, request, 'products'), findKnown(app.db), listAvailable(app.db, product.variants.map(({ sku }) => sku)), listAlts(app.db, pictures)
  ])
  const { errors = {}, isOvertaken = false } = trouble
  const now = new Date()
  const path = `/admin/products/${product.slug}`
  const overtaken: Difference[] = isOvertaken ? [...differencesOf(product, trouble), ...trouble.pictures ? differingAlts(pictures, alts, trouble.pictures) : []] : []
  if (isOvertaken || Object.keys(errors).length > 0) reply.code(422)
  return reply.page('admin/product', {
    ...frame,
    path,
    returnTo: path,
    product,
    state: describeState(product, now, locale),
    changed: sayMomentFully(product.changedAt, now, locale),
    isOnSale: app.catalog.current().bySlug.has(product.slug),
    values: trouble.product ?? toForm(product),
    errors,
    isOvertaken,
    overtaken,
    variants: product.variants.map(variant => ({
      sku: variant.sku,
      label: variant.label,
      price: variant.prices[currency] ? formatMoney(variant.prices[currency].priceCents, currency, locale) : '',
      isOpen: product.variants.length === 1 || (isOvertaken && trouble.variants !== undefined) || Object.keys(errors).some(name => name.slice(name.indexOf('-') + 1) === variant.sku),
      forSale: variant.forSale,
      available: available.get(variant.sku) ?? 0,
      values: trouble.variants ? typedOf(trouble.variants, variant.sku) : toTyped(variant)
    })),
    newVariant: trouble.newVariant ?? { ...EMPTY_VARIANT, sku: '', position: String(nextPosition(product)) },
    isNewVariantOpen: trouble.newVariant !== undefined || product.variants.length === 0,
    pictures: pictureFields(pictures, alts, trouble.pictures, isOvertaken),
    ...choicesOf(known, pictures)
  })
}

/** What the fields of a product offer. */
export function choicesOf (known: Known, pictures: readonly string[] = []): object {
  return {
    categories: known.categories.map(({ slug, name }) => ({ value: slug, text: name })),
    taxClasses: known.taxClasses,
    walls: WALLS.map(wall => ({ value: wall, text: wall[0]?.toUpperCase() + wall.slice(1) })),
    states: [{ value: '', text: 'Draft: for staff alone' }, { value: '1', text: 'Published' }],
    pictureChoices: [{ value: '', text: 'First picture' }, ...pictures.map((picture, at) => ({ value: picture, text: `Picture ${at + 1}` }))],
    currencies: CURRENCIES
  }
}

/** The first one and those after it. */
export function picturesOf ({ picture, morePictures, variants }: KeptProduct): string[] {
  const own = variants.flatMap(variant => variant.picture ?? [])
  return [...new Set([picture, ...morePictures, ...own])].filter(each => each !== '')
}

export function nextPosition ({ variants }: KeptProduct): number {
  return variants.reduce((last, { position }) => Math.max(last, position), -1) + 1
}
