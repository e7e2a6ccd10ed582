import fp from 'fastify-plugin'
import { pendingMigrations } from '../migrate.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** True from the moment the process is told to stop: /readyz says so, and open connections are closed as they are answered. */
    draining: boolean
  }
}

/** `/healthz`: the process answers. `/readyz`: it can serve shoppers; a balancer sends it traffic only then. */
export default fp(async app => {
  app.decorate('draining', false)
  app.addHook('preClose', async () => { app.draining = true })
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (app.draining) reply.header('connection', 'close')
    done()
  })

  app.get('/healthz', async (_request, reply) => reply.type('text/plain; charset=utf-8').send('ok'))

  app.get('/readyz', async (request, reply) => {
    reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store')
    if (app.draining) return reply.code(503).send('draining')
    try {
      const pending = await pendingMigrations(app.healthDb)
      return pending.length === 0 ? await reply.send('ready') : await reply.code(503).send('migrations are pending')
    } catch (error) {
      request.log.warn({ err: error }, 'not ready')
      return reply.code(503).send('no database')
    }
  })
}, { name: 'health', dependencies: ['database'] })
