import { setTimeout as sleep } from 'node:timers/promises'
import { Browser } from '../shoppers/browser.ts'
import { countIn } from '../shoppers/pages.ts'
import type { Scene } from './fault.ts'

const SETTLED_AFTER_MS = 1500

/** Both processes, asked past the balancer, show the catalogue to who has no cookie and to who has one, and say that the basket cannot be shown. */
export async function expectCatalogue ({ rig, journal, slowness }: Scene): Promise<void> {
  await sleep(SETTLED_AFTER_MS)
  for (const shop of rig.shops) {
    const visitor = new Browser(`http://127.0.0.1:${shop.port}`, '10.9.0.1')
    for (const path of ['/', '/products', '/products/dipped-mug', '/healthz']) {
      const { status, tookMs } = await visitor.get(path)
      if (status !== 200) journal.violate('catalogue', `without a database ${path} is answered with ${status}`)
      if (tookMs > 1000 * slowness) journal.violate('catalogue', `without a database ${path} takes ${tookMs} ms`)
    }
    // A well-signed cookie of a session that nobody can look up now.
    visitor.cookies = new Map(rig.someCookies)
    for (const path of ['/', '/products', '/products/dipped-mug']) {
      const { status, body, tookMs } = await visitor.get(path)
      if (status !== 200) journal.violate('catalogue', `without a database ${path} is answered with ${status} to who has a cookie`)
      else if (countIn(body) > 0) journal.violate('catalogue', `without a database ${path} claims to know a basket`)
      if (tookMs > 3000 * slowness) journal.violate('catalogue', `without a database ${path} takes ${tookMs} ms for who has a cookie`)
    }
    const { status, retryAfter } = await visitor.get('/cart')
    if (status !== 503 || retryAfter === '') journal.violate('catalogue', `without a database the basket is answered with ${status}`)
    visitor.close()
  }
}
