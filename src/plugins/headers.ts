import type { IncomingMessage, ServerResponse } from 'node:http'
import fp from 'fastify-plugin'
import helmet, { type HelmetOptions } from 'helmet'

/** Features of the browser that no page of the shop uses, so none that is smuggled in may. */
const PERMISSIONS = ['accelerometer', 'browsing-topics', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'magnetometer', 'microphone', 'midi', 'payment', 'usb']
  .map(feature => `${feature}=()`).join(', ')

/**
 * Security headers of every answer. Scripts and styles come from here alone, and none are inline. `payOrigin`: where forms may
 * lead to besides, as browsers ask for redirects, too.
 */
export default fp<{ https: boolean, payOrigin: string | undefined }>(async (app, { https, payOrigin }) => {
  const headers = {
    ...headersOf({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          baseUri: ["'none'"],
          objectSrc: ["'none'"],
          frameAncestors: ["'none'"],
          formAction: ["'self'", ...payOrigin === undefined ? [] : [payOrigin]]
        }
      },
      // Not no-referrer: with it browsers send `Origin: null` with our own forms.
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: https ? { maxAge: 2 * 365 * 24 * 60 * 60, includeSubDomains: true } : false,
      xFrameOptions: { action: 'deny' }
    }),
    'permissions-policy': PERMISSIONS
  }
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    done()
  })
}, { name: 'headers' })

/** What helmet says. It works its settings out anew for each answer, which are the same for all: so it is asked once. */
function headersOf (options: HelmetOptions): Record<string, string> {
  const headers: Record<string, string> = {}
  const answer = {
    setHeader: (name: string, value: string) => { headers[name.toLowerCase()] = value },
    removeHeader: () => {} // X-Powered-By, which is Express's
  }
  helmet(options)({} as IncomingMessage, answer as unknown as ServerResponse, error => { if (error) throw error })
  return headers
}
