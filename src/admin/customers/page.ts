import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { describeDevice } from '../../accounts/devices.ts'
import type { FieldErrors } from '../../accounts/forms.ts'
import { listDevices } from '../../accounts/queries.ts'
import { listAddresses } from '../../addresses/queries.ts'
import { priceCart } from '../../cart/cart.ts'
import { parseCart } from '../../cart/schema.ts'
import { listOrders } from '../../orders/queries.ts'
import { NotFound } from '../../plugins/errors.ts'
import { UUID } from '../../plugins/schemas.ts'
import { addressLines } from '../../pricing/countries.ts'
import { RETURN_STATE_NAMES } from '../../returns/saying.ts'
import { readFrame } from '../frame.ts'
import { mayDo } from '../permissions.ts'
import { STATE_NAMES } from '../reviews/saying.ts'
import { sayAge, statusName } from '../saying.ts'
import { findCart, findPerson, listReturnsOf, listReviewsOf, listWorth, type Person } from './person-queries.ts'
import { marksOf, sayLastSeen } from './saying.ts'

const SHOWN = 10

/** Throws a 404 when nobody has this id. */
export async function readPerson (app: FastifyInstance, id: string): Promise<Person> {
  const person = UUID.test(id) ? await findPerson(app.db, id) : undefined
  if (!person) throw new NotFound('There is no such customer, or not any more.')
  return person
}

/** The same, and a 404 for who works here: nothing on these pages is done to them. */
export async function readShopper (app: FastifyInstance, id: string): Promise<Person> {
  const person = await readPerson(app, id)
  if (person.role !== 'shopper') throw new NotFound('This account belongs to somebody who works here. Admins look after it on the page Staff.')
  return person
}

export interface Trouble { errors?: FieldErrors, reason?: string, overtaken?: string }

/** All that there is to know of a customer, and what can be done. */
export async function showPerson (app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, person: Person, { errors = {}, reason = '', overtaken = '' }: Trouble = {}): Promise<FastifyReply> {
  const { db } = app
  const { id, role } = person
  const isShopper = role === 'shopper'
  const [frame, worth, orders, returns, reviews, addresses, cart, devices] = await Promise.all([
    readFrame(app, request, 'customers'), listWorth(db, id), listOrders(db, id, undefined, SHOWN), listReturnsOf(db, id, SHOWN), listReviewsOf(db, id, SHOWN),
    listAddresses(db, id), findCart(db, id), isShopper ? listDevices(db, id) : []
  ])
  if (overtaken || Object.keys(errors).length > 0) reply.code(422)
  const { preferences: { locale, currency }, customer, t } = request
  const now = new Date()
  const catalog = app.catalog.current()
  const may = (permission: Parameters<typeof mayDo>[1]): boolean => mayDo(customer, permission)
  const path = `/admin/customers/${id}`
  return reply.page('admin/customer', {
    ...frame,
    path,
    returnTo: path,
    person,
    marks: marksOf({ ...person, isLocked: person.lockedAt !== null, isConfirmed: person.confirmedAt !== null }),
    age: sayAge(person.joinedAt, now),
    isShopper,
    staffUrl: !isShopper && customer?.role === 'admin' ? `/admin/staff/${id}` : '',
    may: { orders: may('orders'), returns: may('returns'), reviews: may('reviews') },
    worth,
    orders: orders.map(order => ({ ...order, statusName: statusName(order.status) })),
    ordersUrl: `/admin/orders?customer=${id}`,
    returns: returns.map(each => ({ ...each, stateName: t(RETURN_STATE_NAMES[each.state]) })),
    reviews: reviews.map(each => ({ ...each, name: catalog.bySlug.get(each.product)?.name ?? each.product, stateName: STATE_NAMES[each.state] })),
    addresses: addresses.map(address => ({ lines: addressLines(address), phone: address.phone })),
    basket: { ...priceCart(parseCart(cart?.cart), catalog, currency), changedAt: cart?.changedAt ?? null },
    devices: devices.map(device => ({ ...device, label: t(describeDevice(device.userAgent)), lastSeen: sayLastSeen(device.seenAt, now, locale) })),
    errors,
    values: { reason },
    overtaken
  })
}
