import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import fp from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyInstance {
    /** The address of a file of static/, which carries the hash of its content: `/shop.css` → `/static/shop-2KJX7Q4M.css`. Throws when there is none. */
    asset (path: string): string
    /** The same, undefined when there is none. */
    findAsset (path: string): string | undefined
  }
}

/** `root`: what the build made of static/. `reload`: it may be built again while the shop runs. */
export interface AssetOptions { root: string, reload: boolean }

/** `/static/…`, outside of the session. A changed file gets a new address, so each is kept for good. */
export default fp<AssetOptions>(async (app, { root, reload }) => {
  const read = (): Record<string, string> => JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8'))
  const manifest = read()
  app.decorate('findAsset', path => (reload ? read() : manifest)[path])
  app.decorate('asset', path => {
    const address = app.findAsset(path)
    if (address === undefined) throw new Error(`there is no asset ${path}`)
    return address
  })

  await app.register(fastifyStatic, {
    root,
    prefix: '/static/',
    dotfiles: 'deny',
    decorateReply: false,
    preCompressed: true,
    immutable: true,
    maxAge: '1y',
    setHeaders (reply, path) {
      // These are made to be shown elsewhere, beside a link to the shop.
      if (/[\\/]share[\\/]/.test(path)) reply.header('cross-origin-resource-policy', 'cross-origin')
      // Browsers take these rules by no other type (HTML, 7.6.2).
      if (/speculation-rules-\w+\.json/.test(path)) reply.header('content-type', 'application/speculationrules+json')
    }
  })
  app.get('/favicon.ico', (_request, reply) => reply.redirect(app.asset('/favicon.svg'), 302))
}, { name: 'assets' })
