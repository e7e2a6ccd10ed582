import fp from 'fastify-plugin'
import { nameOf } from '../cart/messages.ts'
import { transaction } from '../plugins/database.ts'
import { pruneRegularly } from '../plugins/jobs/regularly.ts'
import { jobDone, jobPlanned } from '../plugins/signals.ts'
import { alertPath } from './paths.ts'
import { deleteOldAlerts, listSkusBack, takeAlerts } from './queries.ts'

declare module 'fastify' {
  interface FastifyInstance { alerts: Alerts }
}

export interface Alerts {
  /** Tells all who wait for something that is in stock again; resolves when each was told, here or by another process. */
  send (): Promise<void>
}

const SEND_ALERTS = 'tell who waits for stock'
const LOOK_INTERVAL_MS = 10_000
const PRUNE_INTERVAL_MS = 60 * 60_000
const ITEMS = 100
const BATCH = 50

/**
 * `app.alerts`: one mail for each alert when the stock is back. The alert is marked and the mail put into the outbox in one
 * transaction: a process that dies in between has done neither, and of several one does it.
 */
export default fp(async app => {
  let running: Promise<void> | undefined

  app.decorate('alerts', {
    send () {
      running ??= sendAll().finally(() => { running = undefined })
      return running
    }
  })

  jobPlanned.tell({ job: SEND_ALERTS, everyMs: LOOK_INTERVAL_MS })
  const looking = setInterval(() => {
    app.alerts.send().then(() => jobDone.tell({ job: SEND_ALERTS, failed: false }), (error: unknown) => {
      app.log.warn({ err: error }, 'who waits for stock was not told; it is tried again')
      jobDone.tell({ job: SEND_ALERTS, failed: true })
    })
  }, LOOK_INTERVAL_MS).unref()
  app.addHook('preClose', async () => {
    clearInterval(looking)
    await running?.catch(() => {})
  })
  pruneRegularly(app, 'old stock alerts', PRUNE_INTERVAL_MS, limit => deleteOldAlerts(app.db, limit))

  async function sendAll (): Promise<void> {
    const back = await listSkusBack(app.db, ITEMS)
    // One that is in stock and not for sale has no page to lead to.
    for (const sku of back) if (app.catalog.current().bySku.has(sku)) while (await sendSome(sku) === BATCH);
    if (back.length > 0) app.mail.deliverSoon()
  }

  function sendSome (sku: string): Promise<number> {
    return transaction(app.db, async db => {
      const alerts = await takeAlerts(db, sku, BATCH)
      const slug = app.catalog.current().bySku.get(sku)?.product.slug ?? ''
      for (const { email, token, language } of alerts) {
        await app.mail.post(db, email, 'alert', {
          product: nameOf(sku, app.catalog.current(language)), link: app.mail.link(`/products/${slug}?sku=${sku}`), off: app.mail.link(alertPath(sku, token))
        }, language)
      }
      return alerts.length
    })
  }
}, { name: 'alerts', dependencies: ['catalog', 'database', 'mail'] })
