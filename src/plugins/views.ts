import fastifyView from '@fastify/view'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import nunjucks, { type Environment } from 'nunjucks'
import { EMPTY_CART, priceCart } from '../cart/cart.ts'
import { dateFormat } from '../dates.ts'
import { LANGUAGES, type Language } from '../languages/language.ts'
import { makeRich } from '../languages/rich.ts'
import { translator } from '../languages/translate.ts'
import { CURRENCIES, formatMoney, type Currency } from '../money.ts'
import { countryOf } from '../pricing/countries.ts'
import { deliveryOffer } from '../pricing/delivery.ts'
import { DEFAULTS, LOCALE_NAMES, LOCALES } from '../preferences/preferences.ts'
import { formatAverage } from '../reviews/rating.ts'
import { messagesToShow, takeMessages } from './flash.ts'
import type { FlashMessage } from './session/data.ts'

declare module 'fastify' {
  interface FastifyReply {
    /** Renders `templates/<name>.njk` in the layout and sends it. The name is always written out, never put together. */
    page (name: string, data: object): Promise<FastifyReply>
    /** The same for a piece of a page: no layout, and it takes no flash. */
    fragment (name: string, data: object): Promise<FastifyReply>
  }
  interface FastifyInstance extends Record<typeof VIEWS[Language], View> {}
}

export interface ViewOptions {
  /** Templates are read again when they change. */
  reload: boolean
  templates: string
}

type View = (template: string, data: object) => Promise<string>

/** One environment for each language, so that macros, which see no context, say the right words too. */
const VIEWS = { en: 'viewEnglish', de: 'viewGerman' } as const satisfies Record<Language, string>

const CURRENCY_CHOICES = CURRENCIES.map(currency => ({ value: currency, text: currency }))
const LOCALE_CHOICES = LOCALES.map(locale => ({ value: locale, text: LOCALE_NAMES[locale] }))

/** `reply.page(name, data)`: the only way to answer with HTML. What every page shows is added here, once. */
export default fp<ViewOptions>(async (app, { reload, templates }) => {
  for (const language of LANGUAGES) {
    await app.register(fastifyView, {
      engine: { nunjucks },
      root: templates,
      propertyName: VIEWS[language],
      asyncPropertyName: `${VIEWS[language]}Async`,
      options: {
        autoescape: true,
        throwOnUndefined: true,
        noCache: reload,
        onConfigure: (environment: Environment) => configure(environment, language, app)
      }
    })
  }

  app.decorateReply('page', async function (this: FastifyReply, name: string, data: object) {
    const { request } = this
    const layout = layoutOf(request, this)
    const messages = messagesToShow(request, this)
    const render = (flash: readonly FlashMessage[]): Promise<string> => app[VIEWS[request.language]](`${name}.njk`, { ...layout, ...data, flash })
    let html = await render(messages)
    if (messages.length > 0) {
      const taken = await takeMessages(request, messages)
      if (taken.length < messages.length) html = await render(taken)
    }
    return sendHtml(this, html)
  })

  app.decorateReply('fragment', async function (this: FastifyReply, name: string, data: object) {
    return sendHtml(this, await app[VIEWS[this.request.language]](`${name}.njk`, { ...layoutOf(this.request, this), ...data }))
  })

  function layoutOf (request: FastifyRequest, reply: FastifyReply): object {
    // An error outside of the shop's scope, or before its hooks, has none of these.
    const { session, customer } = request
    const preferences = request.preferences ?? DEFAULTS
    const cart = session?.cart ?? EMPTY_CART
    const { catalog } = request
    const [path = '/'] = request.url.split('?', 1)
    const { count, subtotalCents, currency } = priceCart({ lines: cart.lines, saved: [] }, catalog, preferences.currency)
    return {
      language: request.language,
      preferences,
      currencies: CURRENCY_CHOICES,
      locales: LOCALE_CHOICES,
      customer: customer ?? null,
      canRenderAdmin: customer !== undefined && customer.role !== 'shopper',
      basket: { count, subtotalCents, currency },
      delivery: deliveryOffer(catalog.terms.deliveries, countryOf(preferences.locale), preferences.currency) ?? null,
      categories: catalog.categories,
      path,
      returnTo: isThere(request) ? request.url : '/',
      loginUrl: isWorthReturning(request, reply, path) ? `/login?next=${encodeURIComponent(request.url)}` : '/login'
    }
  }
}, { name: 'views', dependencies: ['catalog', 'assets', 'settings'] })

/** A form's answer with mistakes stands at the form's address, which may have no page. */
function isThere ({ method, server, routeOptions: { url } }: FastifyRequest): boolean {
  return method === 'GET' || (url !== undefined && server.hasRoute({ method: 'GET', url }))
}

/** After a login from this page the shopper comes back to it. */
function isWorthReturning (request: FastifyRequest, reply: FastifyReply, path: string): boolean {
  return request.method === 'GET' && reply.statusCode < 400 && !['/', '/login', '/register'].includes(path)
}

/** Pages differ by cookie and, for who has none, by the browser's language; what belongs to a session is kept by nobody: Back after a change or a logout asks again. */
function sendHtml (reply: FastifyReply, html: string): FastifyReply {
  const isPrivate = reply.request.session?.row !== undefined || reply.statusCode >= 400
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', isPrivate ? 'private, no-store' : 'private, no-cache')
  return reply
    .header('vary', 'Cookie, Accept-Language')
    .header('content-language', reply.request.language)
    .type('text/html; charset=utf-8')
    .send(html)
}

function configure (environment: Environment, language: Language, { asset, shop }: Pick<FastifyInstance, 'asset' | 'shop'>): void {
  environment.addGlobal('asset', asset)
  environment.addGlobal('shop', shop) // it says what is so now
  environment.addGlobal('t', translator(language))
  environment.addGlobal('rich', makeRich(language))
  environment.addFilter('jsonld', (data: object) => new nunjucks.runtime.SafeString(jsonForScript(data)))
  environment.addFilter('money', (cents: number, currency: Currency, locale: string) => formatMoney(cents, currency, locale))
  environment.addFilter('average', (average: number, locale: string) => formatAverage(average, locale))
  environment.addFilter('date', (date: Date, locale: string) => dateFormat('date', locale).format(date))
  environment.addFilter('datetime', (date: Date, locale: string) => dateFormat('moment', locale).format(date))
}

/**
 * JSON as the content of a `<script type="application/ld+json">`, in which nothing is an entity: so the characters that could end the
 * element or begin a comment (HTML, 4.12.1.3) are written as JSON writes them, and it is still the same JSON.
 */
function jsonForScript (data: object): string {
  return JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
