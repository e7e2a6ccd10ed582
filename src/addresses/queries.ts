import { randomUUID } from 'node:crypto'
import type { Db } from '../plugins/database.ts'
import { digestOf, MAX_ADDRESSES, type Address } from './address.ts'

export interface StoredAddress extends Address {
  readonly addressId: string
}

/** A customer's addresses, the one used last first. */
export async function listAddresses (db: Db, shopperId: string): Promise<StoredAddress[]> {
  const { rows } = await db.query<StoredAddress>(`
    select address_id as "addressId", name, line1, line2, city, postcode, country, phone
      from address
     where shopper_id = $1
     order by used_at desc, address_id
  `, [shopperId])
  return rows
}

export async function findAddress (db: Db, shopperId: string, addressId: string): Promise<StoredAddress | undefined> {
  const { rows } = await db.query<StoredAddress>(`
    select address_id as "addressId", name, line1, line2, city, postcode, country, phone
      from address where shopper_id = $1 and address_id = $2
  `, [shopperId, addressId])
  return rows[0]
}

/** Keeps an address as the one used last, once: one that is there already is only used again. */
export async function saveAddress (db: Db, shopperId: string, address: Address): Promise<void> {
  const { name, line1, line2, city, postcode, country, phone } = address
  await db.query(`
    insert into address (shopper_id, address_id, digest, name, line1, line2, city, postcode, country, phone, used_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, clock_timestamp())
    on conflict (shopper_id, digest) do update set used_at = excluded.used_at
  `, [shopperId, randomUUID(), digestOf(address), name, line1, line2, city, postcode, country, phone])
  await deleteOldest(db, shopperId)
}

async function deleteOldest (db: Db, shopperId: string): Promise<void> {
  await db.query(`
    delete from address where shopper_id = $1 and address_id in (
      select address_id from address where shopper_id = $1 order by used_at desc, address_id offset $2)
  `, [shopperId, MAX_ADDRESSES])
}

/** The address from now on comes first. False when it is not there any more. */
export async function saveAddressUsed (db: Db, shopperId: string, addressId: string): Promise<boolean> {
  const { rowCount } = await db.query('update address set used_at = clock.now from (select clock_timestamp() as now) as clock where shopper_id = $1 and address_id = $2', [shopperId, addressId])
  return rowCount === 1
}

/** False when it was not there. */
export async function deleteAddress (db: Db, shopperId: string, addressId: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from address where shopper_id = $1 and address_id = $2', [shopperId, addressId])
  return rowCount === 1
}

export async function deleteAddresses (db: Db, shopperId: string): Promise<void> {
  await db.query('delete from address where shopper_id = $1', [shopperId])
}
