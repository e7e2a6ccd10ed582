import type { Db } from '../../plugins/database.ts'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { listKnownSkus, listKnownSlugs, type KeptProduct } from './queries.ts'
import { saveGermanTexts, saveNewProduct, savePictures, saveRelations } from './save-queries.ts'
import { writeVariants } from './save-variants.ts'

const MOST_COPIES = 50

/** A draft that says and costs the same, with SKUs of its own and nothing in stock. Gives its slug. */
export async function duplicateProduct (db: Db, product: KeptProduct): Promise<string> {
  const copies = Array.from({ length: MOST_COPIES }, (_, at) => at + 2)
  const slugOf = (copy: number): string => `${product.slug.slice(0, 76)}-${copy}`
  const skuOf = (sku: string, copy: number): string => `${sku.slice(0, 37)}-${copy}`
  const slugs = await listKnownSlugs(db, copies.map(slugOf))
  const skus = await listKnownSkus(db, product.variants.flatMap(({ sku }) => copies.map(copy => skuOf(sku, copy))))
  const copy = copies.find(copy => !slugs.has(slugOf(copy)) && !product.variants.some(({ sku }) => skus.has(skuOf(sku, copy))))
  if (copy === undefined) throw new Error(`there are too many copies of ${product.slug}`)
  const slug = slugOf(copy)
  const isSaved = await saveNewProduct(db, { ...product, slug, published: false, publishedFrom: null, publishedUntil: null })
  if (!isSaved) throw new UnprocessableInput('Somebody has copied it at the same moment.')
  await savePictures(db, slug, [product.picture, ...product.morePictures])
  await saveGermanTexts(db, slug, product.german)
  await saveRelations(db, slug, product.goesWith)
  await writeVariants(db, product.variants.map(variant => ({ ...variant, product: slug, sku: skuOf(variant.sku, copy) })))
  return slug
}
