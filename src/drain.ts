import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

const SWEEP_MS = 50

export interface DrainOptions {
  /** So long everybody is still served, for the balancer to see in /readyz that it is to ask somebody else. */
  delayMs: number
  /** All of it takes no longer than this. */
  limitMs: number
}

/**
 * Ends the app: it says that it is not ready, serves on until the balancer has seen that, and closes; requests that are under way then are
 * answered, and connections that wait for nothing are cut. Resolves to false when the limit cut answers off.
 */
export async function drain (app: FastifyInstance, { delayMs, limitMs }: DrainOptions): Promise<boolean> {
  app.draining = true
  await wait(delayMs)
  return await close(app, limitMs - delayMs)
}

async function close (app: FastifyInstance, limitMs: number): Promise<boolean> {
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
