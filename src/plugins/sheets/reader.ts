import type { FastifyRequest } from 'fastify'
import { EMPTY_CART, priceCart, type PricedCart } from '../../cart/cart.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import { DEFAULTS } from '../../preferences/preferences.ts'
import type { FlashMessage } from '../session/data.ts'

/** What a page that everybody gets may be made of: not who asks, nor what is in their session. */
export type Public = Pick<FastifyRequest, 'catalog' | 'preferences' | 'language' | 't' | 'server' | 'url' | 'query'>

/** Who reads a page, and what its blanks may show of them. */
export class Reader {
  readonly request: FastifyRequest
  /** What the page was asked to show, where its blanks need it. */
  readonly page: object
  flash: readonly FlashMessage[]
  #pieces: ReadonlyMap<string, number> | undefined

  constructor (request: FastifyRequest, page: object, flash: readonly FlashMessage[]) {
    this.request = request
    this.page = page
    this.flash = flash
  }

  // An error outside of the shop's scope, or before its hooks, has neither session nor preferences.
  get cart (): FastifyRequest['session']['cart'] {
    return this.request.session?.cart ?? EMPTY_CART
  }

  get catalog (): Catalog {
    return this.request.catalog
  }

  /** What the header says of the cart. */
  get basket (): Pick<PricedCart, 'count' | 'subtotalCents' | 'currency'> {
    return priceCart(this.cart, this.catalog, (this.request.preferences ?? DEFAULTS).currency)
  }

  /** Pieces in the cart: of a SKU, and of a product, all its variants together, by its slug. */
  get pieces (): ReadonlyMap<string, number> {
    return (this.#pieces ??= piecesIn(this.cart.lines, this.catalog))
  }
}

function piecesIn (lines: ReadonlyArray<{ sku: string, quantity: number }>, catalog: Catalog): ReadonlyMap<string, number> {
  const pieces = new Map<string, number>()
  for (const { sku, quantity } of lines) {
    pieces.set(sku, quantity)
    const slug = catalog.bySku.get(sku)?.product.slug
    if (slug !== undefined) pieces.set(slug, (pieces.get(slug) ?? 0) + quantity)
  }
  return pieces
}
