import fp from 'fastify-plugin'

export interface SecureCookiesOptions {
  https: boolean
  trustProxy: string | false
}

/**
 * Says when cookies would silently not be set: @fastify/session keeps no session whose cookie must be Secure when the request
 * came over plain http, as it seems to whenever the proxy that ends https is not trusted, or does not say so.
 */
export default fp<SecureCookiesOptions>(async (app, { https, trustProxy }) => {
  if (!https) return
  if (trustProxy === false) {
    app.log.warn('BASE_URL is https and TRUST_PROXY is not set: cookies will not be set, and nobody can keep a basket. Name the address of the proxy in TRUST_PROXY')
  }
  let told = false
  app.addHook('onRequest', async ({ protocol, ip, log }) => {
    if (protocol === 'https' || told) return
    told = true
    log.warn({ ip }, 'a request came over http although BASE_URL is https: no cookie is set in its answer. Is this address in TRUST_PROXY, and does the proxy send X-Forwarded-Proto?')
  })
}, { name: 'secure-cookies' })
