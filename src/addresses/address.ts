import { createHash } from 'node:crypto'
import type { Delivery } from '../checkout/checkout.ts'

/** To whom and where something is sent. `line2` and `phone` may be empty. */
export type Address = Pick<Delivery, 'name' | 'line1' | 'line2' | 'city' | 'postcode' | 'country' | 'phone'>

/** More than anybody moves house or sends presents. */
export const MAX_ADDRESSES = 30

/** The same for the same address, whatever case it is written in. */
export function digestOf ({ name, line1, line2, city, postcode, country, phone }: Address): string {
  const written = JSON.stringify([name, line1, line2, city, postcode.replaceAll(' ', ''), country, phone]).toLowerCase()
  return createHash('sha256').update(written).digest('base64url')
}
