import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { checkEmail, normalizeEmail } from '../accounts/forms.ts'
import { showLinkOver } from '../accounts/pages.ts'
import { findAccount } from '../accounts/queries.ts'
import { newToken } from '../accounts/tokens.ts'
import { nameOf } from '../cart/messages.ts'
import { Sku } from '../cart/schema.ts'
import { readText } from '../catalog/listing.ts'
import { productPage } from '../catalog/product-page.ts'
import type { Language } from '../languages/language.ts'
import { phrase } from '../languages/translate.ts'
import { saveNoMail } from '../mail/queries.ts'
import { transaction } from '../plugins/database.ts'
import { NotFound } from '../plugins/errors.ts'
import { mailboxOf } from '../plugins/rate-limit/rules.ts'
import { isWithin } from '../plugins/rate-limit/within.ts'
import { alertPath, type AlertState } from './paths.ts'
import { deleteAlert, findAlert, saveAlert, saveConfirmed } from './queries.ts'

const Slug = Type.Object({ slug: Type.String() })
const AlertForm = Type.Object({ sku: Sku, email: Type.String() }, { additionalProperties: false })
const TokenForm = Type.Object({ sku: Sku, token: Type.String() }, { additionalProperties: false })

const LINK_OVER = {
  message: phrase('You get no mail about it: it was sent a while ago, or you asked us not to, or nobody confirmed it within three days.'),
  action: '/products',
  text: phrase('See what is on the shelf')
}

/** Being told when something that is sold out is back. Nobody gets a mail about it who has not said in a mail to want one. */
const alerts: FastifyPluginAsyncTypebox = async app => {
  app.blank('alerts/_email.njk', {
    nobody: () => ({ email: '' }),
    fill: ({ request: { customer } }) => customer && { data: { email: customer.email } }
  })

  app.post('/products/:slug/alerts', { schema: { params: Slug, body: AlertForm }, config: { rate: 'alert' } }, async (request, reply) => {
    const { params: { slug }, body: { sku } } = request
    const { catalog } = request
    const item = catalog.bySku.get(sku)
    if (item?.product.slug !== slug) throw new NotFound('This item is not in the shop, or not any more.')
    const errors = checkEmail(request.body.email)
    if (Object.keys(errors).length > 0) return reply.code(422).page('catalog/product', productPage(request, catalog, item, { email: request.body.email, errors }))
    if (item.variant.available > 0) return reply.redirect(pathOf(sku), 303)

    const email = normalizeEmail(request.body.email)
    if (await isOwn(request, email)) {
      await transaction(app.db, db => saveAlert(db, { sku, email, token: newToken(), language: request.language }, true))
      return reply.redirect(pathOf(sku, 'on'), 303)
    }
    if (await isWithin(app, { name: 'alert-mailbox', subject: mailboxOf(email) })) await askWhetherWanted(sku, email, request.language)
    app.mail.deliverSoon()
    return reply.redirect(pathOf(sku, 'sent'), 303)
  })

  app.get('/alerts', async (request, reply) => {
    const [sku, token] = [readText(request.query, 'sku'), readText(request.query, 'token')]
    const alert = await findAlert(app.db, sku, token)
    if (!alert) return showLinkOver(reply, LINK_OVER)
    reply.header('referrer-policy', 'no-referrer').header('cache-control', 'private, no-store')
    return reply.page('alerts/show', { ...alert, sku, token, name: nameOf(sku, request.catalog), productUrl: pathOf(sku) })
  })

  app.post('/alerts/confirm', { schema: { body: TokenForm }, config: { rate: 'alert' } }, async (request, reply) => {
    const { sku, token } = request.body
    return await saveConfirmed(app.db, sku, token) ? reply.redirect(alertPath(sku, token), 303) : showLinkOver(reply, LINK_OVER)
  })

  app.post('/alerts/off', { schema: { body: TokenForm }, config: { rate: 'alert' } }, async (request, reply) => {
    const { sku, token } = request.body
    return await deleteAlert(app.db, sku, token) ? reply.redirect(pathOf(sku, 'off'), 303) : showLinkOver(reply, LINK_OVER)
  })

  /** As much is written for who waits already as for who does not: neither the answer nor its time tells which. */
  async function askWhetherWanted (sku: string, email: string, language: Language): Promise<void> {
    await transaction(app.db, async db => {
      const { token, isConfirmed } = await saveAlert(db, { sku, email, token: newToken(), language }, false)
      if (isConfirmed) return saveNoMail(db, { mailId: randomUUID() })
      return app.mail.post(db, email, 'alert-confirm', { product: nameOf(sku, app.catalog.current(language)), link: app.mail.link(alertPath(sku, token)) }, language)
    })
  }

  /** The address of the customer who is signed in, to which mail has arrived: it needs no second proof. */
  async function isOwn ({ customer }: FastifyRequest, email: string): Promise<boolean> {
    if (customer?.email !== email) return false
    return (await findAccount(app.db, customer.shopperId))?.emailConfirmed === true
  }

  function pathOf (sku: string, state?: AlertState): string {
    const slug = app.catalog.current().bySku.get(sku)?.product.slug
    if (slug === undefined) return '/products'
    return `/products/${slug}?sku=${sku}${state ? `&alert=${state}` : ''}`
  }
}

export default alerts
