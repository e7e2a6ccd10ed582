import type { Db } from '../../plugins/database.ts'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { listKnownSkus, listKnownSlugs, type KeptProduct } from './queries.ts'
import { saveGermanTexts, saveNewProduct, savePictures, saveRelations } from './save-queries.ts'
import { writeVariants } from './save-variants.ts'
import { isSku } from './texts.ts'

const MOST_COPIES = 50
// A SKU has 40 characters at most, of which the number of the copy takes three.
const MOST_STEM = 37

/** A draft that says and costs the same, with SKUs of its own and nothing in stock. Gives its slug. */
export async function duplicateProduct (db: Db, product: KeptProduct): Promise<string> {
  const copies = Array.from({ length: MOST_COPIES }, (_, at) => at + 2)
  const slugOf = (copy: number): string => `${product.slug.slice(0, 76).replace(/-+$/, '')}-${copy}`
  const stems = distinctStems(product.variants.map(({ sku }) => sku))
  const skusOf = (copy: number): string[] => stems.map(stem => `${stem}-${copy}`)
  const slugs = await listKnownSlugs(db, copies.map(slugOf))
  const skus = await listKnownSkus(db, copies.flatMap(skusOf))
  const copy = copies.find(copy => !slugs.has(slugOf(copy)) && !skusOf(copy).some(sku => skus.has(sku)))
  if (copy === undefined) throw new UnprocessableInput(`There are ${MOST_COPIES} copies of it. Give one of them another web address, or copy that one.`)
  const slug = slugOf(copy)
  const isSaved = await saveNewProduct(db, { ...product, slug, published: false, publishedFrom: null, publishedUntil: null })
  if (!isSaved) throw new UnprocessableInput('Somebody has copied it at the same moment.')
  await savePictures(db, slug, [product.picture, ...product.morePictures])
  await saveGermanTexts(db, slug, product.german)
  await saveRelations(db, slug, product.goesWith)
  await writeVariants(db, product.variants.map((variant, at) => ({ ...variant, product: slug, sku: skusOf(copy)[at] ?? '' })))
  return slug
}

/** With what the SKUs of a copy begin: so much of its own SKU that a number has room behind it, and a number more where two begin alike. */
function distinctStems (skus: readonly string[]): string[] {
  const taken = new Set<string>()
  return skus.map(sku => {
    const stem = stemOf(sku, MOST_STEM)
    let own = stem
    for (let n = 2; taken.has(own); n += 1) own = `${stemOf(stem, MOST_STEM - 5)}-N${n}`
    if (!isSku(own)) throw new UnprocessableInput(`The SKU ${sku} cannot be copied: it is not of capital letters and digits, joined by hyphens.`)
    taken.add(own)
    return own
  })
}

function stemOf (sku: string, most: number): string {
  return sku.slice(0, most).replace(/-+$/, '')
}
