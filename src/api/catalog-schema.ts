import { Type } from 'typebox'
import { ATTRIBUTES } from '../catalog/catalog.ts'
import { FACETS, SORTS } from '../catalog/listing.ts'
import { Money, Nullable, Ref, Strict } from './schema.ts'

const Text = Type.String({ maxLength: 200 })
const Values = Type.Optional(Type.Union([Type.String({ maxLength: 40 }), Type.Array(Type.String({ maxLength: 40 }), { maxItems: 20 })]))

/** The fields of the list, as they stand in its address. */
export const ListQuery = Strict({
  q: Type.Optional(Text),
  category: Type.Optional(Text),
  max_price: Type.Optional(Type.String({ pattern: '^[0-9]{1,6}([.,][0-9]{0,2})?$', description: '40, or 19.50, in the shopper\'s currency.' })),
  in_stock: Type.Optional(Type.Literal('1')),
  price: Values,
  glaze: Values,
  size: Values,
  sort: Type.Optional(Type.Enum(SORTS)),
  page: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,8}$' }))
})

const Rating = Type.Object({ average: Type.Number(), count: Type.Integer() })

export const ProductCard = Type.Object({
  slug: Type.String(),
  name: Type.String(),
  details: Type.String(),
  category: Type.String({ description: 'Its slug.' }),
  page: Type.String({ description: 'Its page, for people.' }),
  picture: Type.String(),
  price: Ref(Money),
  is_from: Type.Boolean({ description: 'Its variants differ in price, and this is the lowest.' }),
  was: Nullable(Ref(Money)),
  sku: Type.Union([Type.String(), Type.Null()], { description: 'What can be added at once; null where a variant is to be chosen, or nothing is left.' }),
  sold_out: Type.Boolean(),
  rating: Nullable(Rating)
}, { $id: 'ProductCard' })

const Category = Type.Object({ slug: Type.String(), name: Type.String() })

export const Product = Type.Object({
  slug: Type.String(),
  name: Type.String(),
  details: Type.String(),
  description: Type.String(),
  category: Nullable(Category),
  page: Type.String(),
  picture: Type.String(),
  rating: Nullable(Rating),
  variants: Type.Array(Type.Object({
    sku: Type.String(),
    label: Type.String({ description: 'Empty when there is only one.' }),
    picture: Type.String(),
    price: Ref(Money),
    was: Nullable(Ref(Money)),
    stock: Type.Enum(['in', 'low', 'out']),
    stock_text: Type.String(),
    attributes: Type.Object(Object.fromEntries(ATTRIBUTES.map(name => [name, Type.Array(Type.String())])))
  })),
  goes_with: Type.Array(Ref(ProductCard))
}, { $id: 'Product' })

export const ProductList = Type.Object({
  items: Type.Array(Ref(ProductCard)),
  total: Type.Integer(),
  page: Type.Integer(),
  pages: Type.Integer(),
  next: Type.Union([Type.String(), Type.Null()]),
  previous: Type.Union([Type.String(), Type.Null()]),
  corrected: Type.Union([Type.String(), Type.Null()], { description: 'The words that were looked for instead.' }),
  ignored: Type.Array(Type.String(), { description: 'Values that are not on offer.' }),
  categories: Type.Array(Type.Object({ slug: Type.String(), name: Type.String(), count: Type.Integer() })),
  facets: Type.Array(Type.Object({
    name: Type.Enum(FACETS),
    legend: Type.String(),
    values: Type.Array(Type.Object({ value: Type.String(), text: Type.String(), count: Type.Integer(), chosen: Type.Boolean() }))
  })),
  in_stock: Type.Integer({ description: 'How many would be left with in_stock=1.' })
}, { $id: 'ProductList' })

export const CategoryList = Type.Object({ items: Type.Array(Category) })
export const Suggestions = Type.Object({ words: Type.String(), items: Type.Array(Ref(ProductCard)) })
