import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

const SWEEP_MS = 50

/**
 * Call it before the app listens. The function it returns closes the app: requests that are under way are answered, for
 * at most `limitMs`; connections that wait for nothing are cut. Resolves to false when the limit cut answers off.
 */
export function prepareDrain (app: FastifyInstance, limitMs: number): () => Promise<boolean> {
  const connections = countRequests(app.server)
  return async () => {
    let inTime = true
    const limit = setTimeout(() => {
      inTime = false
      app.server.closeAllConnections()
    }, limitMs)
    // Node itself takes a connection that has sent nothing yet for a busy one, and browsers open such ones in advance.
    const sweep = setInterval(() => {
      for (const [socket, requests] of connections) if (requests === 0) socket.destroy()
    }, SWEEP_MS)
    await app.close()
    clearTimeout(limit)
    clearInterval(sweep)
    return inTime
  }
}

/** The open connections, each with the number of its requests under way. */
function countRequests (server: Server): Map<Socket, number> {
  const connections = new Map<Socket, number>()
  const add = (socket: Socket, difference: number): void => {
    const count = connections.get(socket)
    if (count !== undefined) connections.set(socket, count + difference)
  }
  server.on('connection', socket => {
    connections.set(socket, 0)
    socket.once('close', () => connections.delete(socket))
  })
  server.on('request', ({ socket }, response) => {
    add(socket, 1)
    response.once('close', () => add(socket, -1))
  })
  return connections
}
