import type { Translate } from '../languages/translate.ts'
import { showTracking, type ShownTracking, type Tracking } from './carriers.ts'
import { sayPieces } from './letter.ts'
import type { OrderLine } from './order.ts'

/** Pieces by SKU. */
export type Pieces = ReadonlyMap<string, number>

export type ParcelLine = Pick<OrderLine, 'sku' | 'name' | 'label' | 'quantity'>

/** One of those that an order was sent in. */
export interface Parcel extends Tracking {
  /** 1 for the first of its order. */
  readonly position: number
  /** Of the order, that sending it has made. */
  readonly version: number
  readonly sentAt: Date
  readonly actorName: string
  /** In the order of the basket. */
  readonly lines: readonly ParcelLine[]
}

type Lines = ReadonlyArray<Pick<OrderLine, 'sku' | 'quantity'>>

/** The pieces of some lines, of which several may be of one SKU. */
export function piecesIn (lines: Lines): Pieces {
  const pieces = new Map<string, number>()
  for (const { sku, quantity } of lines) pieces.set(sku, (pieces.get(sku) ?? 0) + quantity)
  return pieces
}

/** What of an order has not left yet. */
export function leftToSend (lines: Lines, parcels: readonly Pick<Parcel, 'lines'>[]): Pieces {
  const sent = piecesIn(parcels.flatMap(parcel => parcel.lines))
  return new Map(lines.map(({ sku, quantity }) => [sku, quantity - (sent.get(sku) ?? 0)] as const).filter(([, left]) => left > 0))
}

export function sumOf (pieces: Pieces): number {
  return [...pieces.values()].reduce((sum, quantity) => sum + quantity, 0)
}

/** True where these are all that is left. */
export function isAll (pieces: Pieces, left: Pieces): boolean {
  return sumOf(pieces) === sumOf(left)
}

/** A parcel as pages and letters show it. */
export interface ShownParcel {
  position: number
  tracking: ShownTracking | null
  sentAt: Date
  /** `2 × Dipped mug, Slate` */
  lines: string[]
}

export function showParcel ({ position, lines, sentAt, ...tracking }: Parcel, t: Translate): ShownParcel {
  return { position, tracking: showTracking(tracking, t), sentAt, lines: lines.map(sayPieces) }
}
