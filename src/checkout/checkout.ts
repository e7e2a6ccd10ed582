import { Type, type Static } from 'typebox'
import { COUNTRY_CODES } from '../pricing/countries.ts'
import { SHIPPING } from '../pricing/delivery.ts'

const delivery = {
  email: Type.String({ maxLength: 254 }),
  name: Type.String({ maxLength: 100 }),
  line1: Type.String({ maxLength: 100 }),
  line2: Type.String({ maxLength: 100 }),
  city: Type.String({ maxLength: 100 }),
  postcode: Type.String({ maxLength: 12 }),
  country: Type.Enum(COUNTRY_CODES),
  phone: Type.String({ maxLength: 30 }),
  shipping: Type.Enum(SHIPPING)
}

/** What a shopper typed at checkout, as it is kept in the session. `key` is used up by the order it becomes. */
export const Checkout = Type.Object({
  key: Type.String({ minLength: 16, maxLength: 64 }),
  ...delivery
}, { additionalProperties: false })

export type Checkout = Static<typeof Checkout>

/** To whom, where to and how an order is sent. `line2` and `phone` may be empty. */
export type Delivery = Omit<Checkout, 'key'>
