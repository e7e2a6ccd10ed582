import { translator } from '../../languages/translate.ts'
import { CARRIERS, type TrackingErrors } from '../../orders/carriers.ts'
import { sayItem } from '../../orders/letter.ts'
import type { OrderLine, OrderStatus } from '../../orders/order.ts'
import { leftToSend, showParcel, sumOf, type Parcel, type Pieces, type ShownParcel } from '../../orders/parcel.ts'

/** As it was typed into the form about a parcel. */
export interface TypedTracking {
  carrier: string
  tracking_number: string
}

/** What came back of such a form, where it could not be taken. */
export interface ParcelTrouble {
  typed: TypedTracking
  /** How many of each SKU; as they were typed. */
  quantities?: Readonly<Record<string, string>>
  errors: TrackingErrors & Record<string, string>
  /** Which parcel was to be put right; absent for the one to be sent. */
  position?: number
}

/** A parcel that has left, and the form that puts its number right. */
interface SentPanel extends ShownParcel {
  actorName: string
  values: TypedTracking
  previous: string
  errors: TrackingErrors
}

/** What `admin/_order-parcels` shows. */
export interface ParcelsPanel {
  carriers: ReadonlyArray<{ value: string, text: string }>
  sent: SentPanel[]
  /** The next parcel, of an order that is packed. */
  toSend: { values: TypedTracking, errors: TrackingErrors, lines: Array<{ sku: string, text: string, left: number, value: string, error: string }>, isLast: boolean } | null
  /** `2 of 3 items have left`; empty where none has, or all. */
  partly: string
}

const english = translator('en')
const CHOICES = [{ value: '', text: 'Not said' }, ...CARRIERS.map(({ code, name }) => ({ value: code, text: english(name) }))]

/** Null while there is no parcel to speak of. */
export function parcelsPanel ({ status, parcels }: { status: OrderStatus, parcels: readonly Parcel[] }, lines: readonly OrderLine[], trouble?: ParcelTrouble): ParcelsPanel | null {
  if (status !== 'packed' && parcels.length === 0) return null
  const left = leftToSend(lines, parcels)
  const all = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  return {
    carriers: CHOICES,
    sent: parcels.map(parcel => sentPanel(parcel, trouble?.position === parcel.position ? trouble : undefined)),
    toSend: status === 'packed' ? toSend(lines, left, parcels.length, trouble?.position === undefined ? trouble : undefined) : null,
    partly: status === 'packed' && parcels.length > 0 ? `${all - sumOf(left)} of ${all} items have left` : ''
  }
}

function sentPanel (parcel: Parcel, trouble?: ParcelTrouble): SentPanel {
  return {
    ...showParcel(parcel, english),
    actorName: parcel.actorName,
    values: trouble?.typed ?? { carrier: parcel.carrier, tracking_number: parcel.trackingNumber },
    previous: parcel.trackingNumber,
    errors: trouble?.errors ?? {}
  }
}

function toSend (lines: readonly OrderLine[], left: Pieces, sent: number, trouble?: ParcelTrouble): ParcelsPanel['toSend'] {
  return {
    values: trouble?.typed ?? { carrier: '', tracking_number: '' },
    errors: trouble?.errors ?? {},
    lines: lines.filter(({ sku }) => left.has(sku)).map(line => ({
      sku: line.sku,
      text: sayItem(line),
      left: left.get(line.sku) ?? 0,
      value: trouble?.quantities?.[line.sku] ?? String(left.get(line.sku) ?? 0),
      error: trouble?.errors[`quantity-${line.sku}`] ?? ''
    })),
    isLast: sent > 0
  }
}

/** The fields `quantity-…` of a form, by SKU. */
export function quantitiesIn (body: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(body).flatMap(([name, value]) => name.startsWith('quantity-') ? [[name.slice('quantity-'.length), String(value)]] : []))
}

/** Which pieces a form names, or what is wrong with it, by its fields. Without any quantity: all that is left. */
export function parsePieces (quantities: Readonly<Record<string, string>>, left: Pieces): { pieces: Pieces, errors: Record<string, string> } {
  if (Object.keys(quantities).length === 0) return { pieces: left, errors: {} }
  const errors: Record<string, string> = {}
  const pieces = new Map<string, number>()
  for (const [sku, typed] of Object.entries(quantities)) {
    const most = left.get(sku) ?? 0
    const count = /^\d{0,2}$/.test(typed.trim()) ? Number(typed) : NaN
    if (Number.isNaN(count) || count > most) errors[`quantity-${sku}`] = `Enter a number from 0 to ${most}`
    else if (count > 0) pieces.set(sku, count)
  }
  if (Object.keys(errors).length === 0 && pieces.size === 0) errors[`quantity-${Object.keys(quantities)[0] ?? ''}`] = 'Choose at least one item'
  return { pieces, errors }
}
