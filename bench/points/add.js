import { SESSIONS } from '../ceilings/database.js'
import { expectAll, formRequest } from './forms.js'

/** Each visitor in turn, who has looked at a page, puts one more of an item into the basket that is there already. */
export const add = {
  title: 'add to cart, 303',
  ceiling: { name: 'C2', path: '/c2' },
  goal: 0.75,
  async prepare (front, { skus }) {
    const cookies = await front.copyVisitor('add', front.visitor, SESSIONS)
    const body = `sku=${skus[0]}&quantity=1&return_to=%2Fproducts`
    let before
    return {
      requests: cookies.map(cookie => formRequest('/cart/items', { cookie }, body)),
      async reset () {
        await front.reset('add')
        await front.look('/products', cookies)
        before = await front.countPieces()
      },
      async check (result) {
        expectAll('pieces', result, await front.countPieces() - before)
      }
    }
  }
}
