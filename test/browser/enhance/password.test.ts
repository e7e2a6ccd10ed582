import t from 'tap'
import { browserTest } from '../browser.ts'
import { untilTold } from './watch.ts'

t.setTimeout(120_000)

browserTest('a password can be read while it is typed, and is sent as one', async (t, { page: open }) => {
  const page = await open()
  await page.goto('/login')
  const field = page.locator('main [name=password]')
  const button = page.getByRole('button', { name: 'Show password' })
  await page.locator('main [name=email]').fill('ann@example.com')
  await field.fill('a jug of something')
  t.equal(await button.getAttribute('aria-pressed'), 'false')
  await button.click()
  t.equal(await field.getAttribute('type'), 'text')
  t.equal(await button.getAttribute('aria-pressed'), 'true')
  await untilTold(page, /shown/)

  const typeWhenSent = page.evaluate(async () => new Promise(resolve => {
    addEventListener('submit', event => {
      event.preventDefault()
      resolve(document.querySelector<HTMLInputElement>('main [name=password]')?.type)
    })
  }))
  await field.press('Enter')
  t.equal(await typeWhenSent, 'password')
})
