import type { Db } from '../plugins/database.ts'
import type { Tracking } from './carriers.ts'
import type { Parcel, Pieces } from './parcel.ts'
import type { OrderId } from './queries.ts'

const LIST_PARCELS = `
    select position, version, carrier, tracking_number as "trackingNumber", sent_at as "sentAt", actor_name as "actorName",
           coalesce((select jsonb_agg(jsonb_build_object('sku', sku, 'name', sold.name, 'label', sold.label, 'quantity', line.quantity) order by sold.position)
              from parcel_line as line join order_line as sold using (shopper_id, order_id, sku)
             where line.shopper_id = parcel.shopper_id and line.order_id = parcel.order_id and line.position = parcel.position), '[]') as lines
      from parcel
     where shopper_id = $1 and order_id = $2
     order by position`

/** What an order was sent in so far, the first one first. */
export async function listParcels (db: Db, { shopperId, orderId }: OrderId): Promise<Parcel[]> {
  return (await db.query<Parcel>(LIST_PARCELS, [shopperId, orderId])).rows
}

export type NewParcel = Tracking & Pick<Parcel, 'position' | 'version' | 'actorName'>

/** To be run under the lock of the order. */
export async function saveParcel (db: Db, { shopperId, orderId }: OrderId, { position, version, carrier, trackingNumber, actorName }: NewParcel): Promise<void> {
  await db.query(`
    insert into parcel (shopper_id, order_id, position, version, carrier, tracking_number, sent_at, actor_name)
    values ($1, $2, $3, $4, $5, $6, clock_timestamp(), $7)
  `, [shopperId, orderId, position, version, carrier, trackingNumber, actorName])
}

/** In one statement, however many they are. */
export async function saveParcelLines (db: Db, { shopperId, orderId }: OrderId, position: number, pieces: Pieces): Promise<void> {
  await db.query(`
    insert into parcel_line (shopper_id, order_id, position, sku, quantity)
    select $1::uuid, $2::uuid, $3, sku, quantity from unnest($4::text[], $5::integer[]) as line (sku, quantity)
  `, [shopperId, orderId, position, [...pieces.keys()], [...pieces.values()]])
}

/** Writes down how a parcel is on its way, if its number is still `previous`; false, and nothing changed, if it is another by now. */
export async function saveTracking (db: Db, { shopperId, orderId }: OrderId, position: number, { carrier, trackingNumber }: Tracking, previous: string): Promise<boolean> {
  const { rowCount } = await db.query(`
    update parcel set carrier = $4, tracking_number = $5 where shopper_id = $1 and order_id = $2 and position = $3 and tracking_number = $6
  `, [shopperId, orderId, position, carrier, trackingNumber, previous])
  return rowCount === 1
}

/** The parcel that this version of the order has made did not leave after all. */
export async function deleteParcelLines (db: Db, { shopperId, orderId }: OrderId, version: number): Promise<void> {
  await db.query(`
    delete from parcel_line
     where shopper_id = $1 and order_id = $2 and position in (select position from parcel where shopper_id = $1 and order_id = $2 and version = $3)
  `, [shopperId, orderId, version])
}

/** Its lines are deleted before. */
export async function deleteParcel (db: Db, { shopperId, orderId }: OrderId, version: number): Promise<void> {
  await db.query('delete from parcel where shopper_id = $1 and order_id = $2 and version = $3', [shopperId, orderId, version])
}
