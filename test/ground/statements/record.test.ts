import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { logStatements } from './log.ts'

// npm run statements, on the code of a release: what it asks the database is kept, and the next release's schema has to understand it
// (previous-release.test.ts). A test that needs minutes, so it is none of those that CI runs.
const WALKS = [
  '../../walk', '../../journey', ...['audit', 'coupons', 'customers', 'day-of-work', 'filter', 'order-detail', 'order-list', 'order-work', 'overview', 'product-changes', 'products', 'settings', 'staff', 'stock'].map(name => `../../admin/${name}`),
  ...['change', 'devices', 'leave', 'login', 'recovery', 'second-factor'].map(name => `../../accounts/${name}`), '../../addresses/addresses', '../../alerts/alerts',
  '../../cart/coupon', '../../cart/link', '../../cart/merge', '../../checkout/order', '../../feeds/feeds', '../../wishlist/wishlist'
]

const statements = logStatements()
for (const file of WALKS) await import(`${file}.test.ts`)
t.teardown(() => writeFileSync(join(import.meta.dirname, 'previous.json'), `${JSON.stringify([...statements].sort(), null, 0).replaceAll('","', '",\n"')}\n`))
