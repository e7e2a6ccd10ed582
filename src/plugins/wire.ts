import type { Socket } from 'node:net'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { PageError } from './errors.ts'

const MAX_HEADERS = 100
const MAX_TARGET_LENGTH = 8000 // RFC 9110, 4.1
const MAX_AT_ONCE = 20 // browsers wait for an answer before they ask the next thing over a connection

/**
 * Refuses, before anything else reads it, what no browser sends and what a proxy in front may take for something else. What
 * cannot be framed at all Node refuses itself.
 */
export default fp(async app => {
  const underWay = new WeakMap<Socket, number>()

  // A thousand requests fit into one packet, and Node would have all of them answered before anybody else's.
  app.addHook('onRequest', async ({ raw: { socket } }, reply) => {
    const count = (underWay.get(socket) ?? 0) + 1
    underWay.set(socket, count)
    reply.raw.once('close', () => underWay.set(socket, (underWay.get(socket) ?? 1) - 1))
    if (count > MAX_AT_ONCE) socket.destroy()
    if (socket.destroyed) return reply.hijack() // nobody is left to answer
  })

  app.addHook('onRequest', async (request, reply) => {
    const refusal = refusalOf(request)
    if (!refusal) return
    reply.header('connection', 'close') // a body that nobody will read may follow
    throw refusal
  })
}, { name: 'wire' })

function refusalOf ({ raw: { rawHeaders, headers }, originalUrl }: FastifyRequest): PageError | undefined {
  // Node takes the first of two and says nothing (RFC 9112, 3.2).
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host')
  if (hosts.length > 1) return new PageError(400, 'This request could not be understood.')
  if (rawHeaders.length > 2 * MAX_HEADERS) return new PageError(431, 'This request has too many headers.')
  if (originalUrl.length > MAX_TARGET_LENGTH) return new PageError(414, 'This address is too long.')
  const { 'content-encoding': encoding } = headers
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') return new PageError(415, 'Packed content is not accepted here, so nothing was changed.')
}
