import type { FastifyInstance } from 'fastify'

const SWEEP_MS = 50

/**
 * Closes the app: requests that are under way are answered, for at most `limitMs`; connections that wait for nothing are cut.
 * Resolves to false when the limit cut answers off.
 */
export async function drain (app: FastifyInstance, limitMs: number): Promise<boolean> {
  let inTime = true
  const limit = setTimeout(() => {
    inTime = false
    app.server.closeAllConnections()
  }, limitMs)
  // Node itself takes a connection that has sent nothing yet for a busy one, and browsers open such ones in advance.
  const sweep = setInterval(() => {
    for (const [socket, requests] of app.connections) if (requests === 0) socket.destroy()
  }, SWEEP_MS)
  await app.close()
  clearTimeout(limit)
  clearInterval(sweep)
  return inTime
}
