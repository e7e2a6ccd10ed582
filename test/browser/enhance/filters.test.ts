import t from 'tap'
import { browserTest } from '../browser.ts'
import { countLoads, focused, untilBasketHolds } from './watch.ts'

t.setTimeout(180_000)

browserTest('filters change the address and the results in place, and Back brings the former ones', async (t, { page: open }) => {
  const page = await open()
  await page.goto('/products?category=table')
  const loads = countLoads(page)
  const heading = page.locator('main h1')
  t.equal(await page.locator('[data-apply]:visible').count(), 0)

  await page.locator('select[name=category]').focus()
  await page.locator('select[name=category]').selectOption('linen')
  await page.locator('main h1', { hasText: 'Linen' }).waitFor()
  t.match(page.url(), /\/products\?category=linen$/, 'what is as usual is not in the address')
  t.match(await page.title(), /^Linen/)
  t.match(await focused(page), /^category=/, 'the focus stays')
  await page.locator('input[name=in_stock]').check()
  await page.waitForURL(/in_stock=1/)
  await page.locator('input[name=max_price]').fill('30') // at once: a pause between two keys would be two steps back
  await page.waitForURL(/max_price=30/)
  t.equal(await page.locator('input[name=max_price]').inputValue(), '30')

  await page.goBack()
  await page.locator('input[name=max_price]:not([value="30"])').waitFor()
  t.equal(await page.locator('input[name=max_price]').inputValue(), '')
  await page.goBack()
  await page.goBack()
  await page.locator('main h1', { hasText: 'Table' }).waitFor()
  t.equal(await page.locator('select[name=category]').inputValue(), 'table')
  await page.goForward()
  await page.locator('main h1', { hasText: 'Linen' }).waitFor()
  t.equal(await heading.count(), 1)
  t.equal(loads(), 0)
})

browserTest('facets add up in place, on a phone in what was opened', async (t, { page: open }) => {
  for (const width of [1360, 390]) {
    const page = await open({ viewport: { width, height: 844 } })
    await page.goto('/products')
    const loads = countLoads(page)
    const summary = page.locator('.facets > summary')
    t.equal(await summary.isVisible(), width === 390, 'where there is room they are open')
    if (width === 390) await summary.click()
    for (const value of ['moss', 'clay']) {
      await page.locator(`#glaze-${value}`).check()
      await page.waitForURL(new RegExp(`glaze=${value}`))
      await page.locator('a.chip', { hasText: new RegExp(value, 'i') }).waitFor()
      t.match(await focused(page), /^glaze/, 'the focus stays')
      t.equal(await page.locator(`#glaze-${value}`).isVisible(), true, 'what was opened stays open')
    }
    t.match(page.url(), /\?glaze=clay&glaze=moss$/)
    const said = await page.locator('main [role=status]').first().innerText()
    await page.locator('a.chip', { hasText: 'Moss' }).click()
    await page.waitForURL(/\?glaze=clay$/)
    t.equal(await page.locator('#glaze-moss').isChecked(), false)
    t.not(await page.locator('main [role=status]').first().innerText(), said)
    t.equal(loads(), 0)
  }
})

browserTest('facets work without a script, and their price says what is wrong with it', async (t, { page: open }) => {
  const page = await open({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
  await page.goto('/products')
  await page.locator('.facets > summary').click()
  await page.locator('#size-large').check()
  await page.locator('#max_price').fill('cheap')
  await page.getByRole('button', { name: 'Show these products' }).click()
  t.match(page.url(), /size=large/)
  t.equal(await page.locator('#size-large').isChecked(), true)
  t.equal(await page.locator('#max_price').isVisible(), true, 'open where the mistake is')
  await page.locator('#max_price').fill('40')
  await page.getByRole('button', { name: 'Show these products' }).click()
  t.equal(await page.locator('#max_price').isVisible(), false, 'closed again, so that the products are in sight')
  t.match(await page.locator('main .chips').innerText(), /Up to €40[\s\S]*Large/)
})

browserTest('the count is told by the region that stays, and a chip that is taken off leaves the focus somewhere', async (t, { page: open }) => {
  const page = await open()
  await page.goto('/products?category=table&in_stock=1')
  await page.evaluate(() => {
    const region = document.querySelector('main [role=status]')
    new MutationObserver(() => { document.title = `heard ${region?.textContent ?? ''}` }).observe(region as Element, { childList: true, characterData: true, subtree: true })
  })
  await page.locator('a.chip[data-enhance]').first().press('Enter')
  await page.waitForFunction(() => document.title.startsWith('heard'))
  t.match(await page.title(), /heard \d+ products/)
  t.not(await focused(page), '', 'the focus is not lost')
})

browserTest('what the shopper opened stays open, and pictures are not loaded again', async (t, { page: open }) => {
  const page = await open()
  await page.goto('/products')
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
    for (const picture of document.querySelectorAll('.shelf img')) (picture as HTMLElement & { seen?: boolean }).seen = true
  })
  await page.locator('.shelf button[name=sku]').first().click()
  await untilBasketHolds(page, 1)
  t.ok(await page.evaluate(() => [...document.querySelectorAll('.shelf img')].every(picture => (picture as HTMLElement & { seen?: boolean }).seen)))
  t.ok(await page.evaluate(() => [...document.querySelectorAll('details')].every(({ open }) => open)))
})
