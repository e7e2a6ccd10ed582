import { Type } from 'typebox'
import { ORDER_STATUSES } from '../orders/order.ts'
import { Sums } from './cart-schema.ts'
import { KnownDelivery } from './checkout-schema.ts'
import { Payment } from './payment.ts'
import { Money, Ref, Strict } from './schema.ts'

const Status = Type.Enum(ORDER_STATUSES)
const Moment = Type.String({ format: 'date-time' })

export const Order = Type.Object({
  number: Type.String(),
  key: Type.Union([Type.String(), Type.Null()], { description: 'Opens the order to who has no account; null for a customer\'s own.' }),
  status: Status,
  version: Type.Integer({ description: 'Raised by every step; to be sent along when the order is cancelled.' }),
  can_cancel: Type.Boolean(),
  placed_at: Moment,
  steps: Type.Array(Type.Object({ status: Status, at: Moment }), { description: 'Those behind it, the oldest first.' }),
  lines: Type.Array(Type.Object({ sku: Type.String(), name: Type.String(), label: Type.String(), quantity: Type.Integer(), price: Ref(Money), total: Ref(Money) })),
  parcels: Type.Array(Type.Object({
    carrier: Type.String({ description: 'Empty where nobody has said.' }),
    tracking_number: Type.String(),
    tracking_url: Type.String({ description: 'Where the parcel is followed; empty where there is no such page.' }),
    sent_at: Moment,
    lines: Type.Array(Type.Object({ sku: Type.String(), quantity: Type.Integer() }))
  }), { description: 'Those that have left, the first one first. The order is sent once they hold all of it.' }),
  notes: Type.Array(Type.Object({ at: Moment, text: Type.String() }), { description: 'What the shop has written to the shopper, the oldest first.' }),
  sums: Ref(Sums),
  delivery: Ref(KnownDelivery),
  payment: Ref(Payment)
}, { $id: 'Order' })

export const OrderList = Type.Object({
  items: Type.Array(Type.Object({ number: Type.String(), status: Status, placed_at: Moment, total: Ref(Money), pieces: Type.Integer() })),
  next: Type.Union([Type.String(), Type.Null()])
}, { $id: 'OrderList' })

export const OrderParams = Type.Object({ number: Type.String() })
export const OrderQuery = Strict({ key: Type.Optional(Type.String({ maxLength: 100, description: 'Of a guest\'s order.' })) })
export const ListQuery = Strict({ after: Type.Optional(Type.String({ maxLength: 20, description: 'The number of the last order of the page before.' })) })
export const Cancel = Strict({ version: Type.Integer({ minimum: 1, maximum: 999_999_999 }), key: Type.Optional(Type.String({ maxLength: 100 })) })
