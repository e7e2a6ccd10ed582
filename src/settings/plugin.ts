import fp from 'fastify-plugin'
import { Shop, type Seller } from './shop.ts'

declare module 'fastify' {
  interface FastifyInstance {
    shop: Shop
    /** Who sells, at this moment. */
    readonly seller: Seller
  }
}

/** `app.shop` and `app.seller`, from memory. `isDemo`: the environment does not say who sells. */
export default fp<{ seller: Seller, isDemo: boolean, production: boolean }>(async (app, { seller, isDemo, production }) => {
  const shop = new Shop(() => app.catalog.settings(), seller)
  app.decorate('shop', shop)
  app.decorate('seller', { getter: () => shop.seller })
  if (production && isDemo && shop.seller === seller) {
    app.log.warn('Neither SHOP_ADDRESS nor the settings say who sells: invoices and returns have the address of the demo shop')
  }
}, { name: 'settings', dependencies: ['catalog'] })
