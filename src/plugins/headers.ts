import fastifyHelmet from '@fastify/helmet'
import fp from 'fastify-plugin'

/** Features of the browser that no page of the shop uses, so none that is smuggled in may. */
const PERMISSIONS = ['accelerometer', 'browsing-topics', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'magnetometer', 'microphone', 'midi', 'payment', 'usb']
  .map(feature => `${feature}=()`).join(', ')

/**
 * Security headers of every answer. Scripts and styles come from here alone, and none are inline. `payOrigin`: where forms may
 * lead to besides, as browsers ask for redirects, too.
 */
export default fp<{ https: boolean, payOrigin: string | undefined }>(async (app, { https, payOrigin }) => {
  await app.register(fastifyHelmet, {
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
  })
  app.addHook('onRequest', async (_request, reply) => { reply.header('permissions-policy', PERMISSIONS) })
}, { name: 'headers' })
