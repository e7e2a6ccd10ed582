import fastifyStatic from '@fastify/static'
import fp from 'fastify-plugin'

/** `/static/…`, outside of the session. An address carries the hash of its content, so it is kept for good. */
export default fp<{ root: string, immutable: boolean }>(async (app, { root, immutable }) => {
  await app.register(fastifyStatic, {
    root,
    prefix: '/static/',
    dotfiles: 'deny',
    decorateReply: false,
    immutable,
    maxAge: immutable ? '1y' : 0
  })
  app.get('/favicon.ico', (_request, reply) => reply.redirect('/static/favicon.svg', 301))
}, { name: 'assets' })
