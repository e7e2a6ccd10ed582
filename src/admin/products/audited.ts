import type { Fields } from '../audit/change.ts'
import type { KeptProduct, KeptVariant } from './queries.ts'

/** What the audit log tells of a product: all but its variants, which have rows of their own. */
export function productFields ({ variants, version, changedAt, ...fields }: KeptProduct): Fields {
  return fields
}

export function variantFields ({ sku, ...fields }: KeptVariant): Fields {
  return fields
}
