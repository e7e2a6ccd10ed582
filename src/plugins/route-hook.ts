import type { FastifyInstance, RouteOptions } from 'fastify'

type HookName = 'onRequest' | 'preValidation' | 'preHandler' | 'onSend'

/**
 * Adds a hook to those routes to come that need it, by what their options say, and not to every request. It runs after those of its
 * kind that run everywhere.
 */
export function addRouteHook<Name extends HookName> (app: FastifyInstance, name: Name, hookFor: (route: RouteOptions) => NonNullable<RouteOptions[Name]> | undefined): void {
  app.addHook('onRoute', route => {
    const hook = hookFor(route)
    if (hook) Object.assign(route, { [name]: [route[name] ?? [], hook].flat() })
  })
}

/** The routes of one method that may change something. */
export function isChange ({ method }: RouteOptions): boolean {
  return ![method].flat().every(method => method === 'GET' || method === 'HEAD' || method === 'OPTIONS')
}
