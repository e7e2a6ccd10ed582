import { Socket } from 'node:net'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { PageError } from './errors.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** The open connections, each with the number of its requests under way. */
    connections: ReadonlyMap<Socket, number>
  }
}

const MAX_HEADERS = 100
const MAX_TARGET_LENGTH = 8000 // RFC 9110, 4.1
const MAX_AT_ONCE = 20 // browsers wait for an answer before they ask the next thing over a connection

/**
 * Refuses, before anything else reads it, what no browser sends and what a proxy in front may take for something else. What
 * cannot be framed at all Node refuses itself.
 */
export default fp(async app => {
  const connections = new Map<Socket, number>()
  app.decorate('connections', connections)
  app.server.on('connection', open)

  function open (socket: Socket): void {
    connections.set(socket, 0)
    socket.once('close', () => connections.delete(socket))
  }

  function add (socket: Socket, difference: number): number {
    // Where fastify listens on a second address, that server is not ours to listen to.
    if (!connections.has(socket) && socket instanceof Socket && !socket.destroyed) open(socket)
    const count = (connections.get(socket) ?? 0) + difference
    if (connections.has(socket)) connections.set(socket, count) // it may be closed by now
    return count
  }

  // A thousand requests fit into one packet, and Node would have all of them answered before anybody else's.
  app.addHook('onRequest', (request, reply, done) => {
    const { socket } = request.raw
    const count = add(socket, 1)
    reply.raw.on('close', () => add(socket, -1))
    if (count > MAX_AT_ONCE) socket.destroy()
    if (socket.destroyed) return reply.hijack() // nobody is left to answer
    const refusal = refusalOf(request)
    if (refusal) reply.header('connection', 'close') // a body that nobody will read may follow
    done(refusal)
  })
}, { name: 'wire' })

function refusalOf ({ raw: { rawHeaders, headers }, originalUrl }: FastifyRequest): PageError | undefined {
  // Node takes the first of two and says nothing (RFC 9112, 3.2).
  if (countHosts(rawHeaders) > 1) return new PageError(400, 'This request could not be understood.')
  if (rawHeaders.length > 2 * MAX_HEADERS) return new PageError(431, 'This request has too many headers.')
  if (originalUrl.length > MAX_TARGET_LENGTH) return new PageError(414, 'This address is too long.')
  const { 'content-encoding': encoding } = headers
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') return new PageError(415, 'Packed content is not accepted here, so nothing was changed.')
}

/** `rawHeaders`: names and values in turn. */
function countHosts (rawHeaders: readonly string[]): number {
  let count = 0
  for (let at = 0; at < rawHeaders.length; at += 2) if (rawHeaders[at]?.length === 4 && rawHeaders[at]?.toLowerCase() === 'host') count += 1
  return count
}
