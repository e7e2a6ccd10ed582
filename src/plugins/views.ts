import fastifyView from '@fastify/view'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import nunjucks, { type Environment } from 'nunjucks'
import { LANGUAGES, type Language } from '../languages/language.ts'
import { phrase } from '../languages/translate.ts'
import { CURRENCIES } from '../money.ts'
import { countryOf } from '../pricing/countries.ts'
import { deliveryOffer } from '../pricing/delivery.ts'
import { DEFAULTS, formatPreferences, LOCALE_NAMES, LOCALES } from '../preferences/preferences.ts'
import { messagesToShow, takeMessages } from './flash.ts'
import { missingTemplates } from './missing-templates.ts'
import { isUnsafe } from './origin.ts'
import { speculationRules } from './speculation.ts'
import { KeptSheets } from './sheets/kept.ts'
import { LAYOUT_BLANKS } from './sheets/layout.ts'
import { Reader } from './sheets/reader.ts'
import { sendFilled, sendText, sendWhole } from './sheets/send.ts'
import { fillAtOnce, Fills, Sheet, type BlankMaker, type BlankRule } from './sheets/sheet.ts'
import { configure } from './template-functions.ts'

declare module 'fastify' {
  interface FastifyReply {
    /** Renders `templates/<name>.njk` in the layout and sends it. The name is always written out, never put together. */
    page (name: string, data: object): Promise<FastifyReply>
    /** The same, which is not sent yet; the headers say what it is. */
    pageText (name: string, data: object): Promise<string>
    /**
     * The same for a page that everybody gets: it is rendered once for its address and the reader's preferences and kept until the catalogue changes;
     * what is somebody's own stands in its blanks. `make` gives its data, and must not look at the session. `variant`: what else it depends on, in a
     * word; `own`: what its blanks show of the reader.
     */
    publicPage (name: string, make: () => object | Promise<object>, more?: { variant?: string, own?: object }): Promise<FastifyReply> | FastifyReply
    /** Renders a piece of a page: no layout, and it takes no flash. */
    fragment (name: string, data: object): Promise<FastifyReply>
  }
  interface FastifyInstance extends Record<typeof VIEWS[Language], View> {
    /** Says how the blanks of a template are filled, in every page that has one. */
    blank<Args> (template: string, rule: BlankRule<Args>): void
  }
}

export interface ViewOptions {
  /** Templates are read again when they change. */
  reload: boolean
  templates: string
  /** What the build wrote of them. */
  list: string
}

type View = (template: string, data: object) => Promise<string>

/** One environment for each language, so that macros, which see no context, say the right words too. */
const VIEWS = { en: 'viewEnglish', de: 'viewGerman' } as const satisfies Record<Language, string>

const CURRENCY_CHOICES = CURRENCIES.map(currency => ({ value: currency, text: currency }))
const LOCALE_CHOICES = LOCALES.map(locale => ({ value: locale, text: LOCALE_NAMES[locale] }))

/** `reply.page(name, data)` and `reply.publicPage(name, make)`: the only ways to answer with HTML. What every page shows is added here, once. */
export default fp<ViewOptions>(async (app, { reload, templates, list }) => {
  const missing = missingTemplates(templates, list)
  if (missing.length > 0) throw new Error(`These templates are missing in ${templates}: ${missing.join(', ')}. Put them back, or build again`)
  const environments = new Map<Language, Environment>()
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
        onConfigure: (environment: Environment) => {
          configure(environment, language, app)
          environments.set(language, environment)
        }
      }
    })
  }

  const rules = new Map<string, BlankRule>(LAYOUT_BLANKS)
  app.decorate('blank', (template, rule) => { rules.set(template, rule) })
  const kept = new KeptSheets()

  app.decorateReply('page', async function (this: FastifyReply, name: string, data: object) {
    return sendText(this, await this.pageText(name, data))
  })

  app.decorateReply('pageText', async function (this: FastifyReply, name: string, data: object) {
    const { request } = this
    if (this.statusCode < 500 && request.session) await request.refreshSession()
    const layout = layoutOf(request, this)
    const { customer } = request
    const html = await render(request, name, { ...layout, customer: customer ?? null, ...data })
    const maker = makerFor(request, { ...layout, ...data })
    describe(this)
    return await withFlash(this, data, reader => fillAtOnce(html, maker, reader))
  })

  app.decorateReply('publicPage', function (this: FastifyReply, name, make, { variant = '', own = {} } = {}) {
    const { request } = this
    const key = `${name} ${variant} ${formatPreferences(request.preferences)} ${request.url}`
    const sheet = reload ? undefined : kept.find(request.catalog, key)
    return sheet ? sendSheet(this, sheet, own) : makeSheet(this, name, key, make).then(sheet => sendSheet(this, sheet, own))
  })

  app.decorateReply('fragment', async function (this: FastifyReply, name: string, data: object) {
    return sendText(describe(this), await render(this.request, name, { ...layoutOf(this.request, this), ...data }))
  })

  async function makeSheet (reply: FastifyReply, name: string, key: string, make: () => object | Promise<object>): Promise<Sheet> {
    const { request } = reply
    const { catalog } = request
    const data = { ...layoutOf(request, reply), ...await make() }
    const sheet = new Sheet(await render(request, name, data), makerFor(request, data))
    kept.keep(catalog, key, sheet)
    return sheet
  }

  function sendSheet (reply: FastifyReply, sheet: Sheet, own: object): FastifyReply | Promise<FastifyReply> {
    const { session, seen, isSessionAway } = reply.request
    if (!isSessionAway && !session?.row && seen === undefined) return sendWhole(describe(reply, true), sheet)
    if (!isSessionAway && session.flash.length === 0) return sendFilled(describe(reply), sheet.fill(new Reader(reply.request, own, [])))
    return withFlash(reply, own, reader => sheet.fill(reader)).then(filled => sendFilled(describe(reply), filled))
  }

  function render ({ language }: FastifyRequest, name: string, data: object): Promise<string> {
    return app[VIEWS[language]](`${name}.njk`, data)
  }

  function makerFor (request: FastifyRequest, data: Partial<Layout>): BlankMaker {
    const environment = environments.get(request.language) as Environment
    const { language, preferences, path, returnTo, loginUrl } = data
    const layout = { language, preferences, path, returnTo, loginUrl }
    const { catalog, t, server, url, query } = request
    return {
      to: { catalog, t, server, url, query, language: request.language, preferences: request.preferences ?? DEFAULTS },
      rule (template) {
        const rule = rules.get(template)
        if (!rule) throw new Error(`nothing says how the blanks of ${template} are filled`)
        return rule
      },
      render: (template, data) => environment.render(template, { ...layout, ...data }),
      fills: new Fills()
    }
  }

  function layoutOf (request: FastifyRequest, reply: FastifyReply): Layout {
    // An error outside of the shop's scope, or before its hooks, has no preferences.
    const { catalog, language } = request
    const preferences = request.preferences ?? DEFAULTS
    const [path = '/'] = request.url.split('?', 1)
    return {
      language,
      preferences,
      currencies: CURRENCY_CHOICES,
      locales: LOCALE_CHOICES,
      delivery: deliveryOffer(catalog.terms.deliveries, countryOf(preferences.locale), preferences.currency) ?? null,
      categories: catalog.categories,
      path,
      returnTo: isThere(request) ? request.url : '/',
      loginUrl: isWorthReturning(request, reply, path) ? `/login?next=${encodeURIComponent(request.url)}` : '/login'
    }
  }
}, { name: 'views', dependencies: ['catalog', 'assets', 'settings'] })

/** Said on every page that is shown while nobody can look up whose basket it is. */
const AWAY = { id: 'away', kind: 'warning', text: phrase('Your basket cannot be shown at the moment. It is kept, and shows again as soon as this works.') } as const

/** What the layout shows of the request, whoever made it. */
interface Layout extends Pick<FastifyRequest, 'language' | 'preferences'> {
  currencies: typeof CURRENCY_CHOICES
  locales: typeof LOCALE_CHOICES
  delivery: object | null
  categories: FastifyRequest['catalog']['categories']
  path: string
  returnTo: string
  loginUrl: string
}

/** Fills a page with the messages that are to be shown, takes them, and fills it once more where some of them went to another page meanwhile. */
async function withFlash<T> (reply: FastifyReply, own: object, fill: (reader: Reader) => T): Promise<T> {
  const { request } = reply
  if (request.isSessionAway) return fill(new Reader(request, own, [{ ...AWAY, text: request.t(AWAY.text) }]))
  const messages = messagesToShow(request, reply)
  const reader = new Reader(request, own, messages)
  const filled = fill(reader)
  if (messages.length === 0) return filled
  request.keepAnswer() // or they would be taken, and not shown
  reader.flash = await takeMessages(request, messages)
  return reader.flash.length < messages.length ? fill(reader) : filled
}

/** A form's answer with mistakes stands at the form's address, which may have no page. */
function isThere ({ method, server, routeOptions: { url } }: FastifyRequest): boolean {
  return !isUnsafe(method) || (url !== undefined && server.hasRoute({ method: 'GET', url }))
}

/** After a login from this page the shopper comes back to it. */
function isWorthReturning (request: FastifyRequest, reply: FastifyReply, path: string): boolean {
  return !isUnsafe(request.method) && reply.statusCode < 400 && !['/', '/login', '/register'].includes(path)
}

/** Pages differ by cookie and, for who has none, by the browser's language. `isPublic`: it holds nothing of anybody. */
function describe (reply: FastifyReply, isPublic = false): FastifyReply {
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', cacheControl(reply, isPublic))
  const rules = speculationRules(reply)
  if (rules !== undefined) reply.header('speculation-rules', rules)
  return reply
    .header('vary', 'Cookie, Accept-Language, Accept-Encoding')
    .header('content-language', reply.request.language)
    .header('content-type', 'text/html; charset=utf-8')
}

/**
 * What belongs to a session is kept by nobody: Back after a change or a logout asks again. What everybody gets who comes without a cookie, caches
 * between them and us may keep for a second, as the catalogue changes.
 */
function cacheControl ({ statusCode, request: { session, headers } }: FastifyReply, isPublic: boolean): string {
  if (session?.row !== undefined || statusCode >= 400) return 'private, no-store'
  return isPublic && !headers.cookie ? 'public, max-age=0, s-maxage=1' : 'private, no-cache'
}
