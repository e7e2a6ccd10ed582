import { Type, type Static } from 'typebox'
import type { FieldErrors } from '../../accounts/forms.ts'
import { Version } from '../../plugins/schemas.ts'
import type { Known, ProductTexts } from './queries.ts'
import type { ProductRow } from './save-queries.ts'
import { cleanLine, cleanText, isSlug, momentText, parseMoment, toSlug } from './texts.ts'

export const WALLS = ['plaster', 'sage', 'sky', 'blush', 'butter', 'mauve'] as const
export const MOST_RELATED = 4
const MOST = { name: 120, details: 200, description: 5000 } as const

const Text = Type.String({ default: '' })
const FIELDS = {
  name: Text, slug: Text, details: Text, description: Text, category: Text, tax_class: Text, wall: Text,
  published: Text, published_from: Text, published_until: Text, name_de: Text, details_de: Text, description_de: Text, goes_with: Text
}
export const NewProductForm = Type.Object(FIELDS, { additionalProperties: false })
export const ProductForm = Type.Object({ ...FIELDS, version: Version }, { additionalProperties: false })
/** The fields of a product, as they are typed. */
export type TypedProduct = Static<typeof NewProductForm>

/** What a form gives, once nothing is wrong with it. */
export interface EditedProduct extends ProductRow { german: ProductTexts, goesWith: string[] }

/** The fields as they are for a new product. */
export function emptyForm ({ categories, taxClasses }: Known): TypedProduct {
  return {
    name: '', slug: '', details: '', description: '', category: categories[0]?.slug ?? '', tax_class: taxClasses.includes('standard') ? 'standard' : taxClasses[0] ?? '', wall: 'plaster',
    published: '', published_from: '', published_until: '', name_de: '', details_de: '', description_de: '', goes_with: ''
  }
}

export function toForm ({ name, slug, details, description, category, taxClass, wall, published, publishedFrom, publishedUntil, german, goesWith }: EditedProduct): TypedProduct {
  return {
    name, slug, details, description, category, tax_class: taxClass, wall, published: published ? '1' : '',
    published_from: momentText(publishedFrom), published_until: momentText(publishedUntil),
    name_de: german.name, details_de: german.details, description_de: german.description, goes_with: goesWith.join('\n')
  }
}

/** What was typed as a product, and a sentence for each field that does not fit. Whether slugs are taken or known is asked elsewhere. */
export function parseProduct (typed: TypedProduct, known: Known): { product: EditedProduct, errors: FieldErrors } {
  const errors: FieldErrors = {}
  const texts = (suffix: '' | '_de'): ProductTexts => {
    const values = { name: cleanLine(typed[`name${suffix}`]), details: cleanLine(typed[`details${suffix}`]), description: cleanText(typed[`description${suffix}`]) }
    for (const field of ['name', 'details', 'description'] as const) {
      if (values[field].length > MOST[field]) errors[`${field}${suffix}`] = `At most ${MOST[field].toLocaleString('en')} characters`
    }
    return values
  }
  const english = texts('')
  const german = texts('_de')
  const slug = typed.slug.trim() || toSlug(english.name)
  const [publishedFrom, publishedUntil] = [momentOf(typed.published_from), momentOf(typed.published_until)]
  const goesWith = [...new Set(typed.goes_with.split(/[\s,]+/).filter(text => text !== ''))]

  if (english.name === '') errors.name = 'Enter a name'
  // Without either, what is missing is the name that it would be made of.
  if (!isSlug(slug) && typed.slug.trim() + english.name !== '') errors.slug = 'Use lower-case letters and digits, joined by hyphens, such as dipped-mug'
  if (!known.categories.some(({ slug }) => slug === typed.category)) errors.category = 'Choose a category'
  if (!known.taxClasses.includes(typed.tax_class)) errors.tax_class = 'Choose a tax class'
  if (!WALLS.some(wall => wall === typed.wall)) errors.wall = 'Choose a wall'
  if (publishedFrom === undefined) errors.published_from = NO_MOMENT
  if (publishedUntil === undefined) errors.published_until = NO_MOMENT
  if (publishedFrom && publishedUntil && publishedUntil <= publishedFrom) errors.published_until = 'The end must come after the beginning'
  if (goesWith.length > MOST_RELATED) errors.goes_with = `At most ${MOST_RELATED} products`
  if (goesWith.includes(slug)) errors.goes_with = 'A product does not go with itself'
  return {
    product: {
      ...english, slug, category: typed.category, taxClass: typed.tax_class, wall: typed.wall, published: typed.published === '1',
      publishedFrom: publishedFrom ?? null, publishedUntil: publishedUntil ?? null, german, goesWith
    },
    errors
  }
}

const NO_MOMENT = 'Enter a day and a time, such as 2026-12-01 08:00, or leave it empty'

/** Null where nothing was typed, undefined where it is no moment. */
function momentOf (typed: string): Date | null | undefined {
  return typed.trim() === '' ? null : parseMoment(typed)
}
