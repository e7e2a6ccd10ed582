import type { Language } from '../languages/language.ts'
import { indexInSlices, mapInSlices } from '../slices.ts'
import { indexesOf, type AttributeName, type AttributeValue, type Catalog, type Product, type Variant } from './catalog.ts'

/** Which texts of a product are English in a catalogue of another language, for want of a translation. */
export type English = Readonly<Partial<Record<'name' | 'description' | 'details', true>>>

/** What something of the catalogue is called in another language than English. An empty text is said in English. */
export interface StoredText {
  kind: 'product' | 'variant' | 'category' | 'attribute' | 'promotion' | 'picture'
  /** A slug, a SKU, an id, or of an attribute its name and value: `glaze/moss`. */
  key: string
  language: string
  name: string
  /** Of products alone, as `details`. */
  description: string
  details: string
}

/** The catalogue in another language. What has no text in it is said in English; products say so. Stock and prices are shared. In slices. */
export async function localize (catalog: Catalog, language: Language, texts: readonly StoredText[]): Promise<Catalog> {
  const known = await indexInSlices(await textsIn(language, texts), ({ kind, key }) => `${kind} ${key}`)
  const nameOf = (kind: StoredText['kind'], key: string, name: string): string => known.get(`${kind} ${key}`)?.name || name
  const localizeVariant = (variant: Variant): Variant => ({ ...variant, label: nameOf('variant', variant.sku, variant.label) })
  const localizeValues = (name: AttributeName): AttributeValue[] =>
    catalog.attributes[name].map(({ value, text }) => ({ value, text: nameOf('attribute', `${name}/${value}`, text) }))
  const products = await mapInSlices(catalog.products, product => {
    const text = known.get(`product ${product.slug}`)
    const variants = product.variants.map(localizeVariant)
    return { ...product, ...textsOf(product, text), variants }
  })
  return {
    language,
    categories: catalog.categories.map(({ slug, name }) => ({ slug, name: nameOf('category', slug, name) })),
    attributes: { glaze: localizeValues('glaze'), size: localizeValues('size') },
    products,
    ...await indexesOf(products),
    movedTo: catalog.movedTo,
    alts: await altsIn(language, texts),
    terms: { ...catalog.terms, promotions: catalog.terms.promotions.map(promotion => ({ ...promotion, name: nameOf('promotion', promotion.promotionId, promotion.name) })) }
  }
}

/** What pictures show, in the words of this language, by the picture. */
export async function altsIn (language: Language, texts: readonly StoredText[]): Promise<ReadonlyMap<string, string>> {
  const pictures = await mapInSlices(texts, text => text.kind === 'picture' && text.language === language && text.name !== '' ? text : undefined)
  return new Map(pictures.map(({ key, name }) => [key, name]))
}

function textsIn (language: Language, texts: readonly StoredText[]): Promise<StoredText[]> {
  return mapInSlices(texts, text => text.language === language ? text : undefined)
}

/** The texts of a product, and which of them are English still. */
function textsOf (product: Product, text: StoredText | undefined): Pick<Product, 'name' | 'description' | 'details' | 'english'> {
  const [name, description, details] = [text?.name ?? '', text?.description ?? '', text?.details ?? '']
  const english: English = { ...name === '' && { name: true }, ...description === '' && { description: true }, ...details === '' && product.details !== '' && { details: true } }
  return { name: name || product.name, description: description || product.description, details: details || product.details, english }
}
