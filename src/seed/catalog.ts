import { GARDEN } from './garden.ts'
import { KITCHEN } from './kitchen.ts'
import { LINEN } from './linen.ts'
import type { SeedProduct } from './product.ts'
import { SHELF } from './shelf.ts'
import { TABLE } from './table.ts'

export const CATEGORIES: { slug: string, name: string, products: SeedProduct[] }[] = [
  { slug: 'table', name: 'Table', products: TABLE },
  { slug: 'kitchen', name: 'Kitchen', products: KITCHEN },
  { slug: 'shelf', name: 'Shelf', products: SHELF },
  { slug: 'garden', name: 'Garden', products: GARDEN },
  { slug: 'linen', name: 'Linen', products: LINEN }
]

// In rows of two to five tiles no two neighbours have the same wall, beside or below each other.
const WALLS = ['butter', 'sky', 'blush', 'sage', 'mauve', 'plaster'] as const

// The window of the shop: what stands first when nothing is sorted or chosen.
const WINDOW = [
  'dipped-mug', 'moss-bottle-vase', 'terracotta-rim-bowl', 'dusk-teapot', 'linen-tea-towels', 'mushroom-lamp',
  'utensil-crock', 'clay-pot-no-4', 'cork-lid-jars', 'beeswax-tapers', 'night-carafe', 'market-basket'
]

export interface ShelvedProduct extends SeedProduct {
  category: string
  wall: typeof WALLS[number]
}

/** All products in the order of the shelf: the window first, then one of each category in turn. */
export function shelvedProducts (): ShelvedProduct[] {
  const all = CATEGORIES.flatMap(category => category.products.map((product, turn) => ({ ...product, category: category.slug, turn })))
  const rank = (slug: string) => WINDOW.includes(slug) ? WINDOW.indexOf(slug) : WINDOW.length
  return all
    .sort((a, b) => rank(a.slug) - rank(b.slug) || a.turn - b.turn)
    .map(({ turn, ...product }, position) => ({ ...product, wall: WALLS[position % WALLS.length] ?? WALLS[0] }))
}
