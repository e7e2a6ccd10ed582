import { hash, timingSafeEqual } from 'node:crypto'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'

declare module 'fastify' {
  interface FastifyInstance {
    /** Where the metrics are, once the app is ready, if they have a port of their own. */
    metricsUrl?: string
  }
}

/** One of the two at least. */
export interface MetricsAccess {
  /** Of the host of the shop, for metrics alone. Absent: they are at the port of the shop. */
  port: number | undefined
  /** What `Authorization: Bearer` must bring. */
  token: string | undefined
}

/** Answers `GET /metrics`. On a port of its own nothing else is answered. */
export function serve (app: FastifyInstance, registry: Registry, { host, port, token }: MetricsAccess & { host: string }): void {
  if (port === undefined) return addRoute(app, registry, token)
  const own = Fastify({ forceCloseConnections: true })
  addRoute(own, registry, token)
  app.decorate('metricsUrl', undefined)
  app.addHook('onReady', async () => { app.metricsUrl = `${await listen(own, host, port)}/metrics` })
  app.addHook('onClose', () => own.close()) // the last that ends, so that a drain is seen
}

function addRoute (app: FastifyInstance, registry: Registry, token: string | undefined): void {
  app.get('/metrics', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    if (token !== undefined && !isSame(request.headers.authorization ?? '', `Bearer ${token}`)) {
      return reply.code(401).header('www-authenticate', 'Bearer').type('text/plain; charset=utf-8').send('a token is needed')
    }
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}

/** Takes as long wherever they differ. */
function isSame (given: string, expected: string): boolean {
  return timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', expected, 'buffer'))
}

async function listen (own: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    return await own.listen({ host, port })
  } catch (error) {
    throw new Error(`METRICS_PORT ${port} of ${host} cannot be used: ${(error as Error).message}. Choose another one`)
  }
}
