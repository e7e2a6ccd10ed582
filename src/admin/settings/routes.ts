import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FieldErrors } from '../../accounts/forms.ts'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { differing } from '../differing.ts'
import { readFrame } from '../frame.ts'
import { changeSetting, readSetting } from './change.ts'
import delivery from './delivery-routes.ts'
import { parseShop, ShopForm, typedShopOf, type TypedShop } from './form.ts'
import mails from './mail-routes.ts'
import { saveSetting } from './queries.ts'
import { settingTabs } from './tabs.ts'
import taxes from './tax-routes.ts'

interface Showing { typed?: TypedShop, errors?: FieldErrors, isOvertaken?: boolean }

const FIELD_NAMES: Readonly<Record<keyof TypedShop, string>> = { name: 'Name', lines: 'Seller and address', vat_id: 'VAT number', email: 'E-mail', phone: 'Telephone' }

/** What the shop says of itself, its mails, and its terms: what is set here stands above what the environment says. */
const settings: FastifyPluginAsyncTypebox = async app => {
  await app.register(mails)
  await app.register(delivery)
  await app.register(taxes)

  app.get('/admin/settings', async (request, reply) => show(request, reply))

  app.post('/admin/settings', { schema: { body: ShopForm } }, async (request, reply) => {
    const { version, ...typed } = request.body
    const { value, errors } = parseShop(typed)
    if (Number(version) > (await readSetting(app.db, 'shop')).version) throw new UnprocessableInput()
    if (Object.keys(errors).length > 0) return show(request, reply, { typed, errors })
    const isDone = await changeSetting(app, request, { part: 'shop', version: Number(version) }, async (db, { shop: before }) => {
      await saveSetting(db, 'shop', value)
      return { before, after: value }
    })
    if (!isDone) return show(request, reply, { typed, isOvertaken: true })
    await request.flash('success', 'Saved. Pages and e-mails say so from now on; invoices that were written stay as they are.')
    return reply.redirect('/admin/settings', 303)
  })

  async function show (request: FastifyRequest, reply: FastifyReply, { typed, errors = {}, isOvertaken = false }: Showing = {}): Promise<FastifyReply> {
    if (isOvertaken || Object.keys(errors).length > 0) reply.code(422)
    const { settings, version } = await readSetting(app.db, 'shop')
    const now = typedShopOf(settings.shop)
    return reply.page('admin/settings', {
      ...await readFrame(app, request, 'settings'),
      tabs: settingTabs('/admin/settings'),
      version,
      values: typed ?? now,
      errors,
      isOvertaken,
      now: isOvertaken ? differing({ ...typed }, { ...now }, field => FIELD_NAMES[field as keyof TypedShop]) : [],
      seller: app.seller.lines.join(', '),
      address: app.mail.link('/')
    })
  }
}

export default settings
