import { translator } from '../../languages/translate.ts'
import { CARRIERS, showTracking, type ShownTracking, type Tracking, type TrackingErrors } from '../../orders/carriers.ts'
import type { OrderStatus } from '../../orders/order.ts'

/** As it was typed into the form about the parcel. */
export interface TypedTracking {
  carrier: string
  tracking_number: string
}

/** What came back of that form, where it could not be taken. */
export interface TrackingTrouble {
  typed: TypedTracking
  errors: TrackingErrors
}

/** What `admin/_order-tracking` shows. */
export interface TrackingPanel {
  /** `send`: with the step to sent; `change`: afterwards. */
  form: 'send' | 'change'
  carriers: ReadonlyArray<{ value: string, text: string }>
  values: TypedTracking
  errors: TrackingErrors
  shown: ShownTracking | null
}

const english = translator('en')

const CHOICES = [{ value: '', text: 'Not said' }, ...CARRIERS.map(({ code, name }) => ({ value: code, text: english(name) }))]

/** Null while there is no parcel to speak of. */
export function trackingPanel (order: Tracking & { status: OrderStatus }, trouble?: TrackingTrouble): TrackingPanel | null {
  const form = order.status === 'packed' ? 'send' : hasLeft(order.status) ? 'change' : undefined
  if (!form) return null
  const { typed, errors } = trouble ?? { typed: { carrier: order.carrier, tracking_number: order.trackingNumber }, errors: {} }
  return { form, carriers: CHOICES, values: typed, errors, shown: showTracking(order, english) }
}

/** Only of a parcel that has left is the number put right. */
export function hasLeft (status: OrderStatus): boolean {
  return status === 'sent' || status === 'delivered'
}
