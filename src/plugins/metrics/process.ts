import { performance } from 'node:perf_hooks'
import type { FastifyInstance } from 'fastify'
import { Gauge, type Registry } from 'prom-client'
import { hashQueue } from '../../accounts/passwords.ts'

/** What prom-client does not know of the process: how busy its event loop is, its connections, and the queue of passwords. */
export function gaugeProcess (app: FastifyInstance, registry: Registry): void {
  let seen = performance.eventLoopUtilization()
  gauge(registry, 'nodejs_eventloop_utilization_ratio', 'Share of the time since the last scrape in which the event loop was busy, from 0 to 1.', () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, seen)
    seen = now
    return utilization
  })
  gauge(registry, 'tote_connections', 'Open connections of browsers and proxies.', () => app.connections.size)
  gauge(registry, 'tote_requests_under_way', 'Requests that have come and are not answered yet.', () => [...app.connections.values()].reduce((sum, count) => sum + count, 0))
  gauge(registry, 'tote_draining', '1 while the process is about to end.', () => app.draining ? 1 : 0)
  gauge(registry, 'tote_password_hashes_running', 'Passwords that are being hashed.', () => hashQueue().running)
  gauge(registry, 'tote_password_hashes_waiting', 'Logins that wait for their password to be hashed; above 80 they are turned away with 503.', () => hashQueue().waiting)
}

/** A number that is looked up at each scrape. */
export function gauge (registry: Registry, name: string, help: string, find: () => number): void {
  registry.registerMetric(new Gauge({ name, help, registers: [], collect () { this.set(find()) } }))
}
