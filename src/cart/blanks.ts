import type { FastifyInstance } from 'fastify'
import { cardsOf } from '../catalog/card.ts'
import type { Fill } from '../plugins/sheets/sheet.ts'
import type { CartPage, ShownLine, ShownSaved } from './page.ts'

/** What the cart's page shows of its reader, of which each piece is the same for all who hold the same. */
export function addCartBlanks (app: FastifyInstance): void {
  const nobody = (): undefined => undefined
  const blank = (template: string, fill: (page: CartPage) => Fill | readonly Fill[]): void =>
    app.blank(template, { nobody, fill: ({ page }) => fill(page as CartPage) })

  blank('cart/_count.njk', ({ count }) => ({ key: String(count), data: { count } }))
  blank('cart/_line.njk', ({ lines, currency }) => lines.map(line => ({ key: keyOf(line), data: { line, currency } })))
  blank('cart/_saved.njk', ({ saved, currency }) => saved.map(line => ({ key: keyOf(line), data: { line, currency } })))
  blank('cart/_summary.njk', ({ sums }) => ({ key: JSON.stringify(sums), data: sums }))
  blank('cart/_alongside.njk', ({ alongside, currency }) => ({
    key: alongside.map(({ slug }) => slug).join(), data: () => ({ alongside: cardsOf(alongside, currency, new Date()) })
  }))
}

/** What it shows besides is the catalogue's. */
function keyOf ({ sku, quantity, was }: ShownLine | ShownSaved): string {
  return `${sku} ${quantity} ${was ?? ''}`
}
