import { Browser } from '../shoppers/browser.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from './fault.ts'

/** 11: everything can be read and nothing written (25006), as on a server that is not the first any more. */
export const readOnly: Fault = {
  number: 11,
  name: 'the database is read-only',
  boundMs: 3000,
  holdMs: 5000,
  isMixed: true,
  async inject ({ rig }) {
    await rig.postgres.administer('alter system set default_transaction_read_only = on')
    await rig.postgres.administer('select pg_reload_conf()')
    return undefined
  },
  async during ({ rig, journal }) {
    await sleep(500)
    const visitor = new Browser(rig.url, '10.9.0.2')
    const page = await visitor.get('/products')
    if (page.status !== 200) journal.violate('catalogue', `while nothing can be written, /products is answered with ${page.status}`)
    const added = await visitor.post('/cart/items', { sku: rig.sku, quantity: '1' })
    if (added.status !== 503) journal.violate('I9', `while nothing can be written, an add is answered with ${added.status}`)
    visitor.close()
  },
  async heal ({ rig }) {
    const admin = await rig.postgres.connect()
    await admin.query('set default_transaction_read_only = off')
    await admin.query('alter system reset default_transaction_read_only')
    await admin.query('select pg_reload_conf()')
    await admin.end()
  }
}

/** 27: the table of sessions cannot be used. Who has none looks around as always. */
export const noSessions: Fault = {
  number: 27,
  name: 'the table of sessions is refused',
  boundMs: 3000,
  holdMs: 4000,
  isMixed: true,
  async inject ({ rig }) {
    await rig.postgres.administer('revoke all on session from tote')
    return undefined
  },
  async during ({ rig, journal }) {
    await sleep(300)
    const visitor = new Browser(rig.url, '10.9.0.3')
    for (const path of ['/', '/products']) {
      const { status } = await visitor.get(path)
      if (status !== 200) journal.violate('catalogue', `without sessions ${path} is answered with ${status}`)
    }
    const added = await visitor.post('/cart/items', { sku: rig.sku, quantity: '1' })
    if (added.status !== 503) journal.violate('I9', `without sessions an add is answered with ${added.status}`)
    visitor.close()
  },
  async heal ({ rig }) {
    await rig.postgres.administer('grant all on session to tote')
  }
}
