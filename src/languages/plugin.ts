import fp from 'fastify-plugin'
import { acceptedLocale, languageOf, type Language } from './language.ts'
import { translator, type Translate } from './translate.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The only language that this route's pages are written in. */
    language?: Language
  }
  interface FastifyRequest {
    /** What the answer is written in. */
    readonly language: Language
    readonly t: Translate
  }
}

/** `request.language` and `request.t`: the language follows from the locale among the preferences. */
export default fp(async app => {
  app.decorateRequest('language', {
    // Before the preferences are read, the browser alone tells.
    getter () { return this.routeOptions.config.language ?? languageOf(this.preferences?.locale ?? acceptedLocale(this.headers['accept-language'])) }
  })
  app.decorateRequest('t', { getter () { return translator(this.language) } })
}, { name: 'languages' })
