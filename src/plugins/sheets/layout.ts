import type { BlankRule } from './sheet.ts'

const NOBODY = { customer: null, canRenderAdmin: false, basket: { count: 0, subtotalCents: 0, currency: 'EUR' } }

/** For a blank that differs for who is signed in, whoever that is. */
export const SIGNED_IN: BlankRule = {
  nobody: () => ({ isSignedIn: false }),
  fill: ({ request: { customer } }) => customer && { key: 'signed in', data: { isSignedIn: true } }
}

/** The blanks of the layout, which every page has. */
export const LAYOUT_BLANKS: ReadonlyArray<readonly [string, BlankRule]> = [
  ['partials/tools.njk', {
    nobody: () => NOBODY,
    fill: ({ basket, request: { customer } }) => {
      if (customer) return { data: { customer, canRenderAdmin: customer.role !== 'shopper', basket } }
      return basket.count > 0 ? { key: `${basket.count} ${basket.subtotalCents}`, data: { ...NOBODY, basket } } : undefined
    }
  }],
  ['partials/foot-account.njk', SIGNED_IN],
  // The title begins with the first message.
  ['partials/said.njk', {
    nobody: () => undefined,
    fill: ({ flash: [first] }) => first && { data: { first } }
  }],
  ['partials/flash.njk', {
    nobody: () => undefined,
    fill: ({ flash, basket }) => flash.length > 0 ? { data: { flash, basket } } : undefined
  }]
]
