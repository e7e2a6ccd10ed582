import fp from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyInstance { seller: Seller }
}

/** Who sells here, as invoices and parcels have it. */
export interface Seller {
  /** Name and postal address, line by line. */
  readonly lines: readonly string[]
  /** Empty where the shop has none. */
  readonly vatId: string
}

/** `app.seller`. `isDemo`: nobody has said who that is. */
export default fp<{ seller: Seller, isDemo: boolean, production: boolean }>(async (app, { seller, isDemo, production }) => {
  app.decorate('seller', seller)
  if (production && isDemo) app.log.warn('SHOP_ADDRESS is not set: invoices and returns have the address of the demo shop')
}, { name: 'seller' })
