import type { FastifyInstance, RouteOptions } from 'fastify'

type HookName = 'onRequest' | 'preValidation' | 'preHandler' | 'onSend'

// Of each route, how many hooks of a kind were added here.
const added = new WeakMap<RouteOptions, Partial<Record<HookName, number>>>()

/**
 * Adds a hook to those routes to come that need it, by what their options say, and not to every request. It runs after those of its kind that run
 * everywhere and before the route's own, in the order in which the plugins are registered.
 */
export function addRouteHook<Name extends HookName> (app: FastifyInstance, name: Name, hookFor: (route: RouteOptions) => NonNullable<RouteOptions[Name]> | undefined): void {
  app.addHook('onRoute', route => {
    const hook = hookFor(route)
    if (!hook) return
    const counts = added.get(route) ?? {}
    const before = counts[name] ?? 0
    const hooks: unknown[] = [route[name] ?? []].flat()
    Object.assign(route, { [name]: [...hooks.slice(0, before), hook, ...hooks.slice(before)] })
    added.set(route, { ...counts, [name]: before + 1 })
  })
}
