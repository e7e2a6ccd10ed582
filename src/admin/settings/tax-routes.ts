import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FieldErrors } from '../../accounts/forms.ts'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { COUNTRY_CODES, COUNTRY_NAMES, isCountryCode } from '../../pricing/countries.ts'
import { listTaxRates } from '../../pricing/queries.ts'
import { differing } from '../differing.ts'
import { readFrame } from '../frame.ts'
import { changeSetting, readSetting } from './change.ts'
import { addTaxRates, deleteTaxRates, type TaxRateRow } from './queries.ts'
import { settingTabs } from './tabs.ts'
import { parseTaxes, sayTaxField, taxField, TaxForm, typedTaxesOf, type TypedTaxes } from './tax-form.ts'

interface Showing { typed?: TypedTaxes, errors?: FieldErrors, isOvertaken?: boolean }

const ALWAYS = ['standard', 'reduced']

/** The tax in prices, by country and class. Orders keep the rate that they were placed at. */
const taxes: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin/settings/taxes', async (request, reply) => show(request, reply))

  app.post('/admin/settings/taxes', { schema: { body: TaxForm } }, async (request, reply) => {
    const { version, ...typed } = request.body as { version: string } & TypedTaxes
    if (Number(version) > (await readSetting(app.db, 'taxes')).version) throw new UnprocessableInput()
    const { rates, errors } = parseTaxes(typed, classesOf(await listTaxRates(app.db)))
    if (Object.keys(errors).length > 0) return show(request, reply, { typed, errors })
    const isDone = await changeSetting(app, request, { part: 'taxes', version: Number(version) }, async db => {
      const before = await listTaxRates(db)
      // What stands for a country that the code does not know is not in the form, and stays.
      const kept = before.filter(({ country }) => !isCountryCode(country))
      await deleteTaxRates(db)
      await addTaxRates(db, [...kept, ...rates])
      return { before: typedTaxesOf(before), after: typedTaxesOf([...kept, ...rates]) }
    })
    if (!isDone) return show(request, reply, { typed, isOvertaken: true })
    await request.flash('success', 'Saved. New orders are taxed so; those that were placed stay as they are.')
    return reply.redirect('/admin/settings/taxes', 303)
  })

  async function show (request: FastifyRequest, reply: FastifyReply, { typed, errors = {}, isOvertaken = false }: Showing = {}): Promise<FastifyReply> {
    if (isOvertaken || Object.keys(errors).length > 0) reply.code(422)
    const { version } = await readSetting(app.db, 'taxes')
    const rates = await listTaxRates(app.db)
    const now = typedTaxesOf(rates)
    const classes = classesOf(rates)
    const values: Readonly<Record<string, string>> = typed ?? now
    return reply.page('admin/settings-taxes', {
      ...await readFrame(app, request, 'settings'),
      tabs: settingTabs('/admin/settings/taxes'),
      version,
      classes,
      countries: COUNTRY_CODES.map(country => ({
        name: COUNTRY_NAMES[country],
        rates: classes.map(taxClass => {
          const field = taxField(country, taxClass)
          return { field, taxClass, value: values[field] ?? '' }
        })
      })),
      errors,
      isOvertaken,
      now: isOvertaken ? differing(typed ?? {}, now, sayTaxField) : []
    })
  }

  /** Those that there are rates or products of. */
  function classesOf (rates: readonly TaxRateRow[]): string[] {
    const used = [...rates, ...app.catalog.current().products].map(({ taxClass }) => taxClass).filter(taxClass => /^[a-z0-9-]{1,40}$/.test(taxClass))
    return [...new Set([...ALWAYS, ...used.toSorted()])]
  }
}

export default taxes
