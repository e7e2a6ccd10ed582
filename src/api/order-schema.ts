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
