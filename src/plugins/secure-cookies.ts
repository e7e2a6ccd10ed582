import fp from 'fastify-plugin'

export interface SecureCookiesOptions {
  https: boolean
  trustProxy: string | false
}

/**
 * Says when the proxy that ends https is not known, or does not say that it did: requests then seem to be plain http, for
 * which @fastify/session sets no Secure cookie, and to come from one address, so that limits take all shoppers for one.
 */
export default fp<SecureCookiesOptions>(async (app, { https, trustProxy }) => {
  if (!https) return
  if (trustProxy === false) {
    app.log.warn('BASE_URL is https and TRUST_PROXY is not set: shoppers cannot be told apart by address, and limits will stop them all at once. Name the address of the proxy in TRUST_PROXY')
  }
  let told = false
  app.addHook('onRequest', ({ protocol, ip, log }, _reply, done) => {
    if (protocol !== 'https' && !told) {
      told = true
      log.warn({ ip }, 'a request came over http although BASE_URL is https: its cookies may not be set. Is this address in TRUST_PROXY, and does the proxy send X-Forwarded-Proto?')
    }
    done()
  })
}, { name: 'secure-cookies' })
