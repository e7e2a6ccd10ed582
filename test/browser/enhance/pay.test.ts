import t from 'tap'
import { orderCount, prepareOrder } from '../../helpers/checkout.ts'
import { browserTest } from '../browser.ts'
import { show } from '../show.ts'
import { MUG, slowDown } from './watch.ts'

t.setTimeout(120_000)

browserTest('a second press of Pay while the first is on its way is not sent', async (t, shop) => {
  const visitor = shop.visitor()
  await prepareOrder(visitor, { [MUG]: 1 })
  const page = await shop.page()
  await show(page, { visitor, url: '/checkout/review' })
  const sent = await slowDown(page, 2000)
  const states = await page.locator('form[action="/orders"] button[type=submit]').evaluate(async (button: HTMLButtonElement) => {
    button.click()
    // Of two submits in one task browsers send only the last.
    await new Promise(resolve => { setTimeout(resolve, 300) })
    button.click()
    return { busy: button.ariaBusy, disabled: button.disabled }
  })
  t.strictSame(states, { busy: 'true', disabled: false })
  await page.locator('[data-order-number]').first().waitFor()
  t.equal(sent(), 1)
  t.equal(await orderCount(shop.db), 1)
})
