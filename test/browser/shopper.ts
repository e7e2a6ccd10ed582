import type { Locator, Page } from 'playwright-core'
import type { ADDRESS } from '../helpers/checkout.ts'

/** Every word of the pages that the journeys go by: the one place to change when a label is put better. */
export const LABELS = {
  search: 'Search the shop',
  inStock: 'In stock',
  department: /^Department/,
  apply: /^(Apply|Show)/,
  add: /^Add to basket/,
  basket: /^Basket/,
  more: /^One more/,
  quantity: /^Quantity/,
  undo: /^Undo/,
  logIn: /^Log in/,
  account: /^Your account/,
  email: /^E-mail/,
  password: /^Password/,
  name: /^(Full )?name/i,
  line1: /^Street/,
  postcode: /^Postcode/,
  city: /^Town or city/,
  country: /^Country/,
  toCheckout: /checkout$/i,
  toReview: /check the order|review/i,
  pay: /^(Place order|Pay)/,
  dark: /dark theme/i,
  orders: /^(Your orders|Order history)/,
  devices: /^Devices/,
  logOutDevice: /^Log out /,
  logOut: 'Log out',
  adminSearch: /^Search/,
  adminFilter: /^Filter/,
  nextStep: /^Mark as packed$/
}

/** What a shopper does, by the names that things have for everybody. Each method waits until the page shows that it is done. */
export class Shopper {
  readonly page: Page
  readonly main: Locator
  readonly #header: Locator

  constructor (page: Page) {
    this.page = page
    this.main = page.getByRole('main')
    this.#header = page.getByRole('banner')
  }

  async search (words: string): Promise<void> {
    const field = this.#header.getByRole('searchbox', { name: LABELS.search })
      .or(this.#header.getByRole('combobox', { name: LABELS.search }))
    await field.fill(words)
    await field.press('Enter')
    await this.page.waitForURL(url => url.searchParams.get('q') === words)
  }

  /** Ticks a box, which is a press; choosing from a list is none that a browser counts. */
  async filterByStock (): Promise<void> {
    await this.main.getByLabel(LABELS.inStock).check()
    await this.page.waitForURL(url => url.searchParams.get('in_stock') === '1')
  }

  async filterByDepartment (name: string): Promise<void> {
    await this.main.getByLabel(LABELS.department).selectOption(name.toLowerCase())
    const apply = this.main.getByRole('button', { name: LABELS.apply })
    if (await apply.isVisible()) await apply.click()
    await this.page.waitForURL(url => url.searchParams.get('category') === name.toLowerCase())
    await this.main.getByRole('link', { name: new RegExp(name) }).first().waitFor() // its chip
  }

  async openProduct (name: string): Promise<void> {
    await this.main.getByRole('heading', { name }).getByRole('link').click()
    await this.main.getByRole('heading', { name, level: 1 }).waitFor()
  }

  /** Adds what the product page shows; `count` pieces are in the basket then. */
  async add (count: number): Promise<void> {
    await this.main.getByRole('button', { name: LABELS.add }).click()
    await this.untilBasketHolds(count)
  }

  async openBasket (): Promise<void> {
    await this.#header.getByRole('link', { name: LABELS.basket }).click()
    await this.page.waitForURL(/\/cart$/)
  }

  async oneMore (sku: string, count: number): Promise<void> {
    await this.#line(sku).getByRole('button', { name: LABELS.more }).click()
    await this.untilBasketHolds(count)
  }

  async typeQuantity (sku: string, quantity: number, count: number): Promise<void> {
    const field = this.#line(sku).getByRole('textbox', { name: LABELS.quantity })
    await field.fill(String(quantity))
    await field.press('Enter')
    await this.untilBasketHolds(count)
  }

  async undo (count: number): Promise<void> {
    await this.main.getByRole('button', { name: LABELS.undo }).click()
    await this.untilBasketHolds(count)
  }

  async logIn ({ email, password }: { email: string, password: string }): Promise<void> {
    await this.#header.getByRole('link', { name: LABELS.logIn }).click()
    await this.main.getByLabel(LABELS.email).fill(email)
    await this.main.getByLabel(LABELS.password).fill(password)
    await this.main.getByRole('button', { name: LABELS.logIn }).click()
    await this.page.waitForURL(({ pathname }) => pathname !== '/login')
  }

  async goToCheckout (): Promise<void> {
    await this.openBasket()
    await this.main.getByRole('link', { name: LABELS.toCheckout }).click()
    await this.page.waitForURL(/\/checkout$/)
  }

  /** Fills in what is given and goes on. */
  async giveAddress (address: Partial<Record<'email' | 'name' | 'line1' | 'postcode' | 'city', string>>): Promise<void> {
    for (const [field, text] of Object.entries(address) as Array<['email' | 'name' | 'line1' | 'postcode' | 'city', string]>) {
      await this.main.getByLabel(LABELS[field]).fill(text)
    }
    await this.main.getByRole('button', { name: LABELS.toReview }).click()
  }

  async chooseCountry (code: (typeof ADDRESS)['country']): Promise<void> {
    await this.main.getByLabel(LABELS.country).selectOption(code)
  }

  /** Returns the number of the order. */
  async pay (): Promise<string> {
    await this.main.getByRole('button', { name: LABELS.pay }).click()
    await this.page.waitForURL(/\/orders\/P-/)
    return await this.page.locator('[data-order-number]').getAttribute('data-order-number') ?? ''
  }

  async chooseDark (): Promise<void> {
    await this.#header.getByRole('button', { name: LABELS.dark }).click()
    await this.page.locator('html[data-theme=dark]').waitFor()
  }

  async openAccount (): Promise<void> {
    await this.#header.getByRole('link', { name: LABELS.account }).click()
    await this.page.waitForURL(({ pathname }) => pathname !== '/login')
  }

  async openOrders (): Promise<void> {
    await this.openAccount()
    await this.main.getByRole('link', { name: LABELS.orders }).click()
    await this.page.waitForURL(/\/account\/orders$/)
  }

  /** Logs out the one device that is not this one. */
  async logOutOtherDevice (): Promise<void> {
    await this.openAccount()
    await this.main.getByRole('link', { name: LABELS.devices }).click()
    const others = this.main.getByRole('row').filter({ hasNotText: '(this one)' })
    await others.getByRole('button', { name: LABELS.logOutDevice }).click()
    await others.getByRole('button').waitFor({ state: 'detached' })
  }

  async logOut (): Promise<void> {
    await this.page.goto('/account')
    await this.main.getByRole('button', { name: LABELS.logOut, exact: true }).click()
    await this.page.waitForURL(/\/login\?left=1$/)
  }

  async untilBasketHolds (count: number): Promise<void> {
    await this.page.locator(`[data-cart-count="${count}"]`).waitFor()
  }

  #line (sku: string): Locator {
    return this.page.locator(`[data-line="${sku}"]`)
  }
}
