import { buildCatalog } from '../../src/catalog/catalog.ts'
import type { AttributeName, Catalog, StoredProduct } from '../../src/catalog/catalog.ts'

const DAY_MS = 86_400_000
export const TODAY = new Date('2026-06-01T12:00:00Z')

interface Goods {
  name: string
  category?: string
  /** In EUR cents; GBP and USD differ from it, so that a mix-up shows. */
  prices: number[]
  stock: number[]
  was?: number
  ageDays?: number
  /** For each variant its values, split by blanks. */
  glaze?: string[]
  size?: string[]
}

/** All that goods may have. */
export const VALUES = {
  glaze: [{ value: 'clay', text: 'Clay' }, { value: 'moss', text: 'Moss' }, { value: 'oat', text: 'Oat' }],
  size: [{ value: 'small', text: 'Small' }, { value: 'large', text: 'Large' }]
}

/** A catalogue of named goods: the variants of `Cup` are CUP-0, CUP-1, … */
export function catalogWith (goods: Goods[]): Promise<Catalog> {
  const stored = goods.map(({ name, category = 'table', prices, was, ageDays = 365, ...attributes }): StoredProduct => ({
    slug: name.toLowerCase().replaceAll(' ', '-'),
    category,
    name,
    description: `${name} for every day`,
    details: 'Stoneware',
    picture: '/pictures/dipped-mug.svg',
    wall: 'sage',
    taxClass: 'standard',
    createdAt: new Date(TODAY.getTime() - ageDays * DAY_MS),
    changedAt: new Date(TODAY.getTime() - ageDays * DAY_MS),
    variants: prices.map((cents, at) => ({
      sku: skuOf(name, at),
      label: prices.length > 1 ? `Size ${at}` : '',
      picture: null,
      grams: 500,
      attributes: { glaze: valuesOf(attributes, 'glaze', at), size: valuesOf(attributes, 'size', at) },
      prices: {
        EUR: { priceCents: cents, compareAtCents: was ?? null },
        GBP: { priceCents: 20_000 - cents, compareAtCents: null },
        USD: { priceCents: cents + 1, compareAtCents: null }
      }
    }))
  }))
  const stock = goods.flatMap(({ name, stock }) => stock.map((available, at) => ({ sku: skuOf(name, at), available })))
  return buildCatalog([{ slug: 'table', name: 'Table' }, { slug: 'linen', name: 'Linen' }], stored, stock, { attributes: VALUES })
}

function valuesOf (goods: Partial<Record<AttributeName, string[]>>, name: AttributeName, at: number): string[] {
  return goods[name]?.[at]?.split(' ').filter(value => value !== '') ?? []
}

const skuOf = (name: string, at: number) => `${name.toUpperCase().replaceAll(' ', '-')}-${at}`
