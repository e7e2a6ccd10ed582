import { Type, type Static } from 'typebox'
import { wasPaid, type Order, type OrderEvent } from '../orders/order.ts'

/** How an order is paid. */
export const Payment = Type.Object({
  method: Type.String({ description: 'The code of the way to pay.' }),
  status: Type.Enum(['open', 'paid', 'void'], { description: 'Void: the order was cancelled, and there is nothing to pay.' }),
  redirect_url: Type.Union([Type.String(), Type.Null()], { description: 'Where who pays goes next; null where there is no such page, and in answers that did not ask for one.' })
}, { $id: 'Payment' })

/** The one place where the API says how an order stands with its payment. */
export function paymentJson ({ payment, status }: Order, events: readonly OrderEvent[], redirectUrl: string | null): Static<typeof Payment> {
  const isPaid = wasPaid(events)
  return { method: payment, status: isPaid ? 'paid' : status === 'cancelled' ? 'void' : 'open', redirect_url: redirectUrl }
}
