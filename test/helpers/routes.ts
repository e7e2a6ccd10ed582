import type { FastifyInstance } from 'fastify'

export interface Route { method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE', url: string }

/** Every route, as the app has registered them. */
export function routesOf (app: FastifyInstance): Route[] {
  const parents: string[] = []
  return app.printRoutes({ commonPrefix: false }).split('\n').flatMap(line => {
    const [, indent = '', path = '', methods = ''] = /^([\s│]*)[└├]── (\S*)(?: \((.*)\))?/.exec(line) ?? []
    const depth = indent.length / 4
    parents.length = depth
    parents.push(path)
    const url = parents.join('').replace(/^\/+/, '/')
    return methods.split(', ').filter(method => method !== '').map(method => ({ method: method as Route['method'], url }))
  })
}
