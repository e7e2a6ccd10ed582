import { Type } from 'typebox'
import { DeliveryForm } from '../checkout/delivery-form.ts'
import { SHIPPING } from '../pricing/delivery.ts'
import { CartLine, Sums } from './cart-schema.ts'
import { Money, Nullable, Ref, Strict } from './schema.ts'

/** As the form of the page has it: a field that is missing is empty, and each that does not fit is told. */
export const Delivery = DeliveryForm

const Arrival = Type.Object({ first: Type.String({ format: 'date' }), last: Type.String({ format: 'date' }) })

const KnownDelivery = Type.Object({
  email: Type.String(), name: Type.String(), line1: Type.String(), line2: Type.String(), city: Type.String(), postcode: Type.String(),
  country: Type.String(), phone: Type.String(), shipping: Type.String()
}, { $id: 'Delivery' })

export { KnownDelivery }

export const Checkout = Type.Object({
  delivery: Ref(KnownDelivery),
  countries: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
  shippings: Type.Array(Type.Object({ code: Type.Enum(SHIPPING), name: Type.String(), price: Ref(Money), arrival: Nullable(Arrival) }))
}, { $id: 'Checkout' })

export const Review = Type.Object({
  checkout_key: Type.String({ description: 'Names this order: to be sent along with it. The same key never makes a second order.' }),
  expected_total: Ref(Money),
  delivery: Ref(KnownDelivery),
  arrival: Nullable(Arrival),
  lines: Type.Array(Ref(CartLine)),
  sums: Ref(Sums),
  coupon_note: Type.Union([Type.String(), Type.Null()]),
  payments: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), hint: Type.String(), terms: Type.String() })),
  problems: Type.Array(Type.Object({ sku: Type.String(), detail: Type.String() }), { description: 'Lines that cannot be sent. With one, no order is made.' })
}, { $id: 'Review' })

export const NewOrder = Strict({
  checkout_key: Type.String({ minLength: 16, maxLength: 64 }),
  expected_total: Ref(Money),
  payment: Type.String({ maxLength: 20, description: 'The code of a way to pay.' })
})
