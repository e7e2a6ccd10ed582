import t from 'tap'
import { StripeStandIn } from '../../scripts/stripe/stand-in.js'
import { prepareOrder } from '../helpers/checkout.ts'
import { MUG } from '../helpers/shop.ts'
import { openBrowserShop } from './browser.ts'
import { findChromium } from './chromium.js'
import { show } from './show.ts'

t.setTimeout(120_000)

const WEBHOOK_SECRET = 'whsec_of_the_browser'
const isMissing = findChromium() === undefined && process.env.BROWSER_TESTS !== 'required'

for (const javaScriptEnabled of [true, false]) {
  t.test(`paid by card on the page of the provider, ${javaScriptEnabled ? 'with' : 'without'} scripts: there, back, and there again`, { skip: isMissing && 'no Chromium' }, async t => {
    const stripe = new StripeStandIn({ webhookSecret: WEBHOOK_SECRET })
    const api = new URL(await stripe.listen())
    t.teardown(() => stripe.close())
    const shop = await openBrowserShop(t, { stripe: { secretKey: 'sk_test_of_the_browser', webhookSecret: WEBHOOK_SECRET, api } })
    // Where the shop is known from its start: it listens on a port of its own.
    shop.app.mail.link = path => shop.origin + path
    const visitor = shop.visitor()
    await prepareOrder(visitor, { [MUG]: 1 })
    const page = await shop.page({ javaScriptEnabled, viewport: { width: 390, height: 844 } })
    await show(page, { visitor, url: '/checkout/review' })
    await page.getByRole('button', { name: /^Order and pay/ }).click()
    await page.waitForURL(url => url.origin === stripe.url) // the content policy lets the form lead there
    await page.getByRole('button', { name: 'Back to the shop' }).click()
    await page.getByRole('heading', { name: /waits to be paid/ }).waitFor()
    await page.getByRole('button', { name: /by card$/ }).click()
    await page.waitForURL(url => url.origin === stripe.url)
    await page.goBack()
    await page.getByRole('button', { name: /by card$/ }).click()
    await page.waitForURL(url => url.origin === stripe.url)
    await page.getByRole('button', { name: 'Pay', exact: true }).click()
    await page.getByRole('heading', { name: /placed and paid/ }).waitFor()
    t.strictSame((await shop.db.query('select status, payment.state from orders join payment using (shopper_id, order_id)')).rows, [{ status: 'paid', state: 'paid' }], 'before anybody has told')
    t.equal(stripe.sessions.size, 1)
    t.strictSame(shop.complaints, [])
  })
}
