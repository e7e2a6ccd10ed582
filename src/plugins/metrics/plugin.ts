import fp from 'fastify-plugin'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { countHappenings } from './happenings.ts'
import { gaugePool } from './pool.ts'
import { gaugeProcess } from './process.ts'
import { timeRequests } from './requests.ts'
import { serve, type MetricsAccess } from './serve.ts'
import { gaugeStored } from './stored.ts'

/** `/metrics` in the text format of Prometheus. Loaded only where it is asked for. What the database knows is asked when somebody scrapes. */
export default fp<MetricsAccess & { host: string }>(async (app, access) => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  gaugeProcess(app, registry)
  timeRequests(app, registry)
  gaugePool(app, registry)
  countHappenings(app, registry)
  gaugeStored(app, registry)
  serve(app, registry, access)
}, { name: 'metrics', dependencies: ['database'] })
