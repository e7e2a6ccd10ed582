import { PASSWORD } from '../storefront.js'
import { addressOf, expectAll, formRequest } from './forms.js'

const LOGINS_A_SECOND = 300 // more than a core can verify
const PIECES = 3

/** Each customer logs in once, from an address of their own, with a basket of three that they have filled before. */
export const login = {
  title: 'login with merge, 303',
  ceiling: { name: 'C3', path: '/c3' },
  goal: 0.95,
  leastSecs: 2,
  async prepare (front, _world, secs) {
    const count = LOGINS_A_SECOND * secs
    const cookies = await front.copyVisitor('login', front.visitor, count)
    const emails = await front.makeCustomers(count)
    return {
      requests: cookies.map((cookie, n) => formRequest('/login', { cookie, 'x-forwarded-for': addressOf(n) }, new URLSearchParams({ email: emails[n], password: PASSWORD }).toString())),
      once: true,
      async reset () {
        await front.reset('login')
        await front.resetCustomers()
      },
      async check (result) {
        expectAll('merged baskets', result, await front.countMerged(PIECES))
      }
    }
  }
}
