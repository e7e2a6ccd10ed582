import fastifySession, { type FastifySessionOptions } from '@fastify/session'
import type { FastifyInstance, onRequestHookHandler, onSendHookHandler } from 'fastify'

export interface SessionHooks {
  /** Reads the session that the cookie names, or makes a new one, into `request.session`. */
  load: onRequestHookHandler
  /** Saves it where it differs from what was read, and sends its cookie. */
  save: onSendHookHandler
}

/**
 * Registers @fastify/session and hands over its hooks, for the caller to run. The library adds them for every request: to who
 * only looks around it gives an id, a signature and two hashes of a session that is thrown away.
 */
export function registerSession (app: FastifyInstance, options: FastifySessionOptions): SessionHooks {
  const hooks: Partial<Record<string, unknown>> = {}
  const facade = Object.create(app, { addHook: { value: (name: string, hook: unknown) => { hooks[name] = hook } } }) as FastifyInstance
  fastifySession(facade, options, error => { if (error) throw error })
  const { onRequest: load, onSend: save } = hooks as { onRequest?: onRequestHookHandler, onSend?: onSendHookHandler }
  if (!load || !save) throw new Error('@fastify/session adds other hooks than it used to')
  return { load, save }
}
