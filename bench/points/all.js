import { add } from './add.js'
import { cart, list, listSession } from './pages.js'
import { login } from './login.js'
import { order } from './order.js'

/**
 * What is measured, in this order. Each names the ceiling that it is measured by and the least that is wanted of it, and has
 * `prepare(front, world)`, which makes ready what a storefront is asked, and resolves to:
 * - `requests`, asked in turn; `once`: none of them twice in a block
 * - `reset()`, which makes it all as it was before a block
 * - `check(result)`, which throws where a block has not done what was asked
 */
export const POINTS = { list, 'list-session': listSession, cart, add, login, order }
