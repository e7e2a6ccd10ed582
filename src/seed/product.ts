/** `[EUR, GBP, USD]` in minor units, each set by hand. */
type Prices = [number, number, number]

export interface SeedVariant {
  sku: string
  label: string
  /** What it is drawn in, where the picture of the product does not show it so. */
  glaze?: string
  price: Prices
  /** What it cost before. */
  was?: Prices
  stock: number
}

export interface SeedProduct {
  slug: string
  name: string
  details: string
  description: string
  /** How long ago it came into the shop. */
  ageDays: number
  variants: SeedVariant[]
}
