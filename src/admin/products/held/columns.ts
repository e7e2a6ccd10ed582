import { CURRENCIES } from '../../../money.ts'
import { emptyForm, parseProduct, toForm, type EditedProduct, type TypedProduct } from '../form.ts'
import type { Known, KeptVariant } from '../queries.ts'
import { EMPTY_VARIANT, parseVariant, toTyped, type TypedVariant } from '../variant-form.ts'

/** What of a line belongs to its product: the lines of one product say the same. */
export const PRODUCT_COLUMNS = [
  'state', 'published_from', 'published_until', 'category', 'tax_class', 'wall', 'name', 'details', 'description', 'name_de', 'details_de', 'description_de'
] as const
export const VARIANT_COLUMNS = ['label', 'label_de', 'glaze', 'size', 'grams', 'position', 'for_sale', ...CURRENCIES.flatMap(currency => [currency, `${currency}_was` as const])] as const

/** What pages call a column: `Price before, EUR` for `EUR_was`. The others are called as in the file. */
export function nameColumn (column: string): string {
  const currency = CURRENCIES.find(each => column === each || column === `${each}_was`)
  if (!currency) return column
  return column === currency ? `Price, ${currency}` : `Price before, ${currency}`
}

/** What a file may say of a variant and its product. `stock` is told, and not taken. */
export const COLUMNS = ['sku', 'product', ...PRODUCT_COLUMNS, ...VARIANT_COLUMNS] as const
export const EXPORTED = [...COLUMNS, 'stock'] as const
type Field = typeof PRODUCT_COLUMNS[number] | typeof VARIANT_COLUMNS[number]

/** A variant with its product, as text: what a line of a file says. */
export type Line = Readonly<Record<Field, string>>

/** A word of a file for what is ticked in a form. */
const WORDS = { state: ['published', 'draft'], for_sale: ['yes', 'no'] } as const

export function toLine (product: EditedProduct, variant: KeptVariant): Line {
  const fields: Record<string, string> = { ...toForm(product), ...toTyped(variant) }
  fields.state = product.published ? WORDS.state[0] : WORDS.state[1]
  fields.for_sale = variant.forSale ? WORDS.for_sale[0] : WORDS.for_sale[1]
  return Object.fromEntries([...PRODUCT_COLUMNS, ...VARIANT_COLUMNS].map(name => [name, fields[name] ?? ''])) as Line
}

/** No variant, for a line of a product alone. */
export const EMPTY: KeptVariant = { sku: '', label: '', germanLabel: '', picture: null, grams: 1, position: 0, forSale: true, prices: {}, attributes: {} }

/** A line that says nothing yet. */
export function emptyLine (known: Known): Line {
  const fields: Record<string, string> = { ...emptyForm(known), ...EMPTY_VARIANT, state: WORDS.state[1], for_sale: WORDS.for_sale[0], position: '0' }
  return Object.fromEntries([...PRODUCT_COLUMNS, ...VARIANT_COLUMNS].map(name => [name, fields[name] ?? ''])) as Line
}

export interface ParsedLine { product: EditedProduct, variant: KeptVariant, errors: Record<string, string> }

/** The product and the variant that a line makes, with a sentence for each column that does not fit. `kept`: what no column says. */
export function parseLine (sku: string, slug: string, line: Line, known: Known, kept: { goesWith: readonly string[], picture: string | null }): ParsedLine {
  const typedProduct: TypedProduct = { ...line, slug, published: line.state === WORDS.state[0] ? '1' : '', goes_with: kept.goesWith.join('\n') }
  const typedVariant: TypedVariant = { ...line, for_sale: line.for_sale === WORDS.for_sale[0] ? '1' : '', picture: kept.picture ?? '' }
  // The slug is not for a line to change, nor is what the product goes with.
  const { product, errors: { slug: ownSlug, goes_with: ownRelations, ...errors } } = parseProduct(typedProduct, known)
  const { variant, errors: wrong } = parseVariant(sku, typedVariant, known, kept.picture === null ? [] : [kept.picture])
  const words: Record<string, string> = {}
  for (const column of ['state', 'for_sale'] as const) {
    if (!WORDS[column].some(word => word === line[column])) words[column] = `Write ${WORDS[column].join(' or ')}`
  }
  return { product, variant, errors: { ...errors, ...wrong, ...words } as Record<string, string> }
}
