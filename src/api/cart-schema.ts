import { Type, type Static } from 'typebox'
import { MAX_QUANTITY } from '../cart/cart.ts'
import { Sku } from '../cart/schema.ts'
import type { ShownTotals } from '../pricing/saying.ts'
import { Money, money, Nullable, Ref, Strict } from './schema.ts'

export const NewItem = Strict({ sku: Sku, quantity: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY, default: 1 }) })
export const Quantity = Strict({ quantity: Type.Integer({ minimum: 0, maximum: MAX_QUANTITY, description: '0 takes the line out.' }) })
export const CouponCode = Strict({ code: Type.String({ maxLength: 200 }) })

export const Message = Type.Object({
  kind: Type.Enum(['success', 'info', 'warning', 'error']),
  text: Type.String(),
  lines: Type.Array(Type.String())
}, { $id: 'Message', description: 'What there is to say to the shopper. No page says it again.' })

export const CartLine = Type.Object({
  sku: Type.String(),
  name: Type.String(),
  product: Type.Union([Type.String(), Type.Null()], { description: 'The slug; null when it is not sold any more.' }),
  quantity: Type.Integer(),
  price: Ref(Money),
  total: Ref(Money),
  was: Nullable(Ref(Money)),
  available: Type.Integer({ description: `As many can be ordered, ${MAX_QUANTITY} at most.` }),
  problem: Type.Union([Type.Enum(['gone', 'sold-out', 'too-many']), Type.Null()], { description: 'Why the line cannot be ordered as it stands.' })
}, { $id: 'CartLine' })

export const Sums = Type.Object({
  subtotal: Ref(Money),
  discounts: Type.Array(Type.Object({ name: Type.String(), code: Type.Union([Type.String(), Type.Null()]), amount: Ref(Money) })),
  delivery: Ref(Money),
  total: Ref(Money),
  taxes: Type.Array(Type.Object({ rate: Type.String(), amount: Ref(Money) }), { description: 'Included in the total.' })
}, { $id: 'Sums' })

export const Cart = Type.Object({
  lines: Type.Array(Ref(CartLine)),
  saved: Type.Array(Ref(CartLine), { description: 'Kept for later: never part of an order.' }),
  count: Type.Integer({ description: 'Pieces, not lines.' }),
  subtotal: Ref(Money),
  sums: Type.Union([Ref(Sums), Type.Null()], { description: 'If it is sent in the standard way; null where nothing is sent to, and for an empty cart.' }),
  coupon: Nullable(Type.Object({ code: Type.String(), note: Type.Union([Type.String(), Type.Null()], { description: 'Why it takes nothing off.' }) })),
  can_undo: Type.Boolean(),
  can_be_ordered: Type.Boolean()
}, { $id: 'Cart' })

/** After a change. */
export const ChangedCart = Type.Object({ message: Nullable(Ref(Message)), cart: Ref(Cart) }, { $id: 'ChangedCart' })

export function sumsJson ({ subtotalCents, discounts, deliveryCents, totalCents, taxes, currency }: ShownTotals): Static<typeof Sums> {
  return {
    subtotal: money(subtotalCents, currency),
    discounts: discounts.map(({ name, code, cents }) => ({ name, code: code === '' ? null : code, amount: money(cents, currency) })),
    delivery: money(deliveryCents, currency),
    total: money(totalCents, currency),
    taxes: taxes.map(({ rate, taxCents }) => ({ rate, amount: money(taxCents, currency) }))
  }
}
