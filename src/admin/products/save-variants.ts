import type { Db } from '../../plugins/database.ts'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { saveFirstStock } from '../../stock/queries.ts'
import { deleteAttributes, priceRows, saveAttributes, saveGermanLabels, savePrices, saveVariants, type VariantRow } from './variant-queries.ts'

/** Writes variants with all that belongs to them, new ones and those that are there, in the transaction of the change. Throws `UnprocessableInput` where a SKU is one of another product. */
export async function writeVariants (db: Db, variants: readonly VariantRow[]): Promise<void> {
  const skus = variants.map(({ sku }) => sku).sort()
  if (await saveVariants(db, variants) !== variants.length) throw new UnprocessableInput('A SKU belongs to another product, so nothing was changed.')
  await savePrices(db, priceRows(variants))
  await saveGermanLabels(db, variants)
  await deleteAttributes(db, skus)
  await saveAttributes(db, variants)
  await saveFirstStock(db, skus.map(sku => ({ sku, available: 0 })))
}
