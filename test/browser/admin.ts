import type { Page } from 'playwright-core'
import { LABELS } from './shopper.ts'

/** Finds an order by its number in the admin's list. */
export async function findOrder (page: Page, number: string): Promise<void> {
  await page.goto('/admin/orders')
  const main = page.getByRole('main')
  await main.getByRole('searchbox', { name: LABELS.adminSearch }).fill(number)
  await main.getByRole('button', { name: LABELS.adminFilter }).click()
  await page.waitForURL(url => url.searchParams.get('q') === number)
}

/** Opens the order that the list shows, and takes its next step. */
export async function takeNextStep (page: Page, number: string): Promise<void> {
  const main = page.getByRole('main')
  await main.getByRole('link', { name: number, exact: true }).click()
  await main.getByRole('button', { name: LABELS.nextStep }).click()
  await page.locator('[data-flash=success]').waitFor()
}
