import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { shopperIdOf } from '../accounts/account-routes.ts'
import type { FieldErrors } from '../accounts/forms.ts'
import { EmptyForm } from '../cart/schema.ts'
import { AddressForm, parseAddress } from '../checkout/delivery-form.ts'
import { phrase } from '../languages/translate.ts'
import { transaction } from '../plugins/database.ts'
import { NotFound } from '../plugins/errors.ts'
import { Uuid } from '../plugins/schemas.ts'
import { holdSession } from '../plugins/session/locked.ts'
import { addressLines, countryChoices, COUNTRY_CODES, countryOf } from '../pricing/countries.ts'
import { deleteAddress, findAddress, listAddresses, saveAddress, saveAddressUsed } from './queries.ts'

const AddressId = Type.Object({ id: Uuid })

/** A customer's addresses. The first, which was used last, is filled in at checkout. */
const addresses: FastifyPluginAsyncTypebox = async app => {
  app.get('/account/addresses', (request, reply) => show(request, reply))

  app.post('/account/addresses', { schema: { body: AddressForm } }, async (request, reply) => {
    const parsed = parseAddress(request.body, request.language)
    if ('errors' in parsed) return show(request, reply, request.body, parsed.errors)
    await transaction(app.db, async db => {
      await holdSession(db, request)
      await saveAddress(db, shopperIdOf(request), parsed.address)
    })
    await request.flash('success', request.t('The address is kept.'))
    return reply.redirect('/account/addresses', 303)
  })

  app.get('/account/addresses/:id', { schema: { params: AddressId } }, async (request, reply) => {
    const address = await findAddress(app.db, shopperIdOf(request), request.params.id)
    if (!address) throw new NotFound(GONE)
    return showOne(request, reply, address.addressId, address)
  })

  app.post('/account/addresses/:id', { schema: { params: AddressId, body: AddressForm } }, async (request, reply) => {
    const { params: { id }, body } = request
    const parsed = parseAddress(body, request.language)
    if ('errors' in parsed) return showOne(request, reply, id, body, parsed.errors)
    // Written anew rather than over: what it says now may be there already.
    const isThere = await transaction(app.db, async db => {
      await holdSession(db, request)
      if (!await deleteAddress(db, shopperIdOf(request), id)) return false
      await saveAddress(db, shopperIdOf(request), parsed.address)
      return true
    })
    if (!isThere) throw new NotFound(GONE)
    await request.flash('success', request.t('The address is changed.'))
    return reply.redirect('/account/addresses', 303)
  })

  app.post('/account/addresses/:id/first', { schema: { params: AddressId, body: EmptyForm } }, async (request, reply) => {
    if (!await saveAddressUsed(app.db, shopperIdOf(request), request.params.id)) throw new NotFound(GONE)
    return reply.redirect('/account/addresses', 303)
  })

  app.post('/account/addresses/:id/remove', { schema: { params: AddressId, body: EmptyForm } }, async (request, reply) => {
    if (!await deleteAddress(app.db, shopperIdOf(request), request.params.id)) throw new NotFound(GONE)
    await request.flash('success', request.t('The address is removed.'))
    return reply.redirect('/account/addresses', 303)
  })

  async function show (request: FastifyRequest, reply: FastifyReply, typed: object = {}, errors: FieldErrors = {}): Promise<FastifyReply> {
    const kept = await listAddresses(app.db, shopperIdOf(request))
    if (Object.keys(errors).length > 0) reply.code(422)
    return reply.page('addresses/list', {
      ...formOf(request, typed, errors),
      addresses: kept.map(address => ({ ...address, lines: addressLines(address, request.language) }))
    })
  }

  async function showOne (request: FastifyRequest, reply: FastifyReply, id: string, typed: object, errors: FieldErrors = {}): Promise<FastifyReply> {
    if (Object.keys(errors).length > 0) reply.code(422)
    return reply.page('addresses/edit', { ...formOf(request, typed, errors), id })
  }
}

const GONE = phrase('This address is not there any more.')

function formOf ({ preferences, language }: FastifyRequest, typed: object, errors: FieldErrors): object {
  return { values: { line2: '', phone: '', country: countryOf(preferences.locale), ...typed }, errors, countries: countryChoices(COUNTRY_CODES, language) }
}

export default addresses
