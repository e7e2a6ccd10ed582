import type { FastifyInstance } from 'fastify'
import { Histogram, type Registry } from 'prom-client'

// The shop answers in a millisecond or a few, and gives up after ten seconds.
const BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Rate, errors and duration of all requests, by the pattern of their route: an address itself may open something, and there are too many. */
export function timeRequests (app: FastifyInstance, registry: Registry): void {
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer. status is "cut" where nobody waited for the answer any more; route is "unknown" for addresses that do not exist.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: BUCKETS_S,
    registers: [registry]
  })
  app.addHook('onRequest', (request, reply, done) => {
    const { raw } = reply
    raw.once('close', () => {
      const { method, routeOptions: { url: route = 'unknown' } } = request
      durations.observe({ method, route, status: raw.writableEnded ? reply.statusCode : 'cut' }, reply.elapsedTime / 1000)
    })
    done()
  })
}
