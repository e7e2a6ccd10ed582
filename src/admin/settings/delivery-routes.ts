import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { FieldErrors } from '../../accounts/forms.ts'
import { CURRENCIES } from '../../money.ts'
import { NotFound, UnprocessableInput } from '../../plugins/errors.ts'
import { COUNTRY_CODES, COUNTRY_NAMES, isCountryCode } from '../../pricing/countries.ts'
import { SHIPPING, SHIPPING_NAMES, shippingName } from '../../pricing/delivery.ts'
import { auditChanges, type Change } from '../audit/change.ts'
import { differing } from '../differing.ts'
import { readFrame } from '../frame.ts'
import { changeSetting, readSetting } from './change.ts'
import { BANDS, parseZone, typedZoneOf, ZoneForm, type TypedZone, type ZoneTerms } from './delivery-form.ts'
import { addZoneCountries, addZoneMethods, addZoneRates, deleteZoneCountries, deleteZoneMethods, deleteZoneRates, listZones, type StoredZone } from './queries.ts'
import { settingTabs } from './tabs.ts'

const Params = Type.Object({ id: Type.String({ maxLength: 40 }) })

const NONE_OFFERED = 'Offer at least one way to deliver. Where nothing is delivered to, untick the country instead'

interface Showing { typed?: TypedZone, errors?: FieldErrors, isOvertaken?: boolean }

/** Where is delivered to, how, how fast, and at what price. Orders keep what they were placed at. */
const delivery: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin/settings/delivery', async (request, reply) => {
    const zones = await listZones(app.db)
    const reached = new Set(zones.flatMap(({ countries }) => countries))
    return reply.page('admin/settings-delivery', {
      ...await readFrame(app, request, 'settings'),
      tabs: settingTabs('/admin/settings/delivery'),
      zones: zones.map(({ zone, countries, methods }) => ({
        zone,
        countries: sayCountries(countries),
        methods: methods.map(({ method, fewestDays, mostDays }) => `${shippingName(method)}, ${fewestDays} to ${mostDays} days`)
      })),
      elsewhere: sayCountries(COUNTRY_CODES.filter(country => !reached.has(country)))
    })
  })

  app.get('/admin/settings/delivery/:id', { schema: { params: Params } }, async (request, reply) => show(request, reply, await readZone(request.params.id)))

  app.post('/admin/settings/delivery/:id', { schema: { params: Params, body: ZoneForm } }, async (request, reply) => {
    const { version, ...typed } = request.body as { version: string } & TypedZone
    const kept = await readZone(request.params.id)
    if (Number(version) > (await readSetting(app.db, 'delivery')).version) throw new UnprocessableInput()
    const { terms, errors } = parseZone(typed)
    // A zone is where something is offered, so one that offers nothing would be gone.
    if (withUnknown(terms, kept).methods.length === 0) errors[`${SHIPPING[0]}-on`] = NONE_OFFERED
    if (Object.keys(errors).length > 0) return show(request, reply, kept, { typed, errors })
    const { zone } = kept
    const isDone = await changeSetting(app, request, { part: 'delivery', key: `delivery/${zone}`, version: Number(version) }, async db => {
      const zones = await listZones(db)
      const before = zones.find(each => each.zone === zone) ?? kept
      const after = withUnknown(terms, before)
      await auditChanges(db, request, zones.filter(each => each.zone !== zone).map(each => changeOfLosing(each, after.countries)))
      await deleteZoneCountries(db, zone, after.countries)
      await addZoneCountries(db, zone, after.countries)
      await deleteZoneRates(db, zone)
      await deleteZoneMethods(db, zone)
      await addZoneMethods(db, zone, after.methods)
      await addZoneRates(db, zone, after.methods.flatMap(({ method, rates }) => rates.map(rate => ({ method, ...rate }))))
      return { before: { ...typedZoneOf(before) }, after: { ...typedZoneOf(after) } }
    })
    if (!isDone) return show(request, reply, await readZone(zone), { typed, isOvertaken: true })
    await request.flash('success', 'Saved. New orders are sent so; those that were placed stay as they are.')
    return reply.redirect(`/admin/settings/delivery/${encodeURIComponent(zone)}`, 303)
  })

  async function readZone (zone: string): Promise<StoredZone> {
    const kept = (await listZones(app.db)).find(each => each.zone === zone)
    if (!kept) throw new NotFound('There is no such zone.')
    return kept
  }

  async function show (request: FastifyRequest, reply: FastifyReply, kept: StoredZone, { typed, errors = {}, isOvertaken = false }: Showing = {}): Promise<FastifyReply> {
    if (isOvertaken || Object.keys(errors).length > 0) reply.code(422)
    const path = `/admin/settings/delivery/${encodeURIComponent(kept.zone)}`
    const now = typedZoneOf(kept)
    const elsewhere = new Map((await listZones(app.db)).filter(({ zone }) => zone !== kept.zone).flatMap(({ zone, countries }) => countries.map(country => [country, zone])))
    return reply.page('admin/settings-zone', {
      ...await readFrame(app, request, 'settings'),
      path,
      returnTo: path,
      zone: kept.zone,
      version: (await readSetting(app.db, 'delivery')).version,
      values: { ...Object.fromEntries(Object.keys(ZoneForm.properties).map(field => [field, ''])), ...typed ?? now },
      countries: COUNTRY_CODES.map(country => ({ field: `country-${country}`, name: COUNTRY_NAMES[country], elsewhere: elsewhere.get(country) ?? '' })),
      ways: SHIPPING.map(way => ({ way, name: SHIPPING_NAMES[way] })),
      rows: Array.from({ length: rowsFor(kept) }, (_, at) => at + 1),
      currencies: CURRENCIES,
      errors,
      isOvertaken,
      now: isOvertaken ? differing(typed ?? {}, now, field => field.replaceAll('-', ' ')) : []
    })
  }
}

/** Of a zone from which another one takes these countries. */
function changeOfLosing (zone: StoredZone, taken: readonly string[]): Change {
  const countries = zone.countries.filter(country => !taken.includes(country))
  return { kind: 'setting', key: `delivery/${zone.zone}`, before: typedZoneOf(zone), after: typedZoneOf({ ...zone, countries }) }
}

/** One more than are filled in, and at least three. */
function rowsFor ({ methods }: StoredZone): number {
  return Math.min(BANDS, Math.max(3, ...methods.map(({ rates }) => new Set(rates.map(({ upToGrams }) => upToGrams)).size + 1)))
}

/** What the code does not know is not in the form, and stays. */
function withUnknown (terms: ZoneTerms, before: ZoneTerms): ZoneTerms {
  return {
    countries: [...terms.countries, ...before.countries.filter(country => !isCountryCode(country))],
    methods: [...terms.methods, ...before.methods.filter(({ method }) => !SHIPPING.some(known => known === method))]
  }
}

function sayCountries (countries: readonly string[]): string {
  return countries.map(country => isCountryCode(country) ? COUNTRY_NAMES[country] : country).sort().join(', ')
}

export default delivery
