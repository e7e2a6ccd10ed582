import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Fastify from 'fastify'
import fp from 'fastify-plugin'
import t from 'tap'
import views from '../../src/plugins/views.ts'

const ROOT = join(import.meta.dirname, '..', '..')

t.test('without one of its templates a shop does not start, and says which', async t => {
  const templates = join(t.testdir(), 'templates')
  mkdirSync(templates)
  cpSync(join(ROOT, 'templates'), templates, { recursive: true })
  rmSync(join(templates, 'cart', 'show.njk'))
  const app = Fastify()
  for (const name of ['catalog', 'assets', 'settings']) app.register(fp(async () => {}, { name })) // it looks before it asks them anything
  app.register(views, { reload: false, templates, list: join(ROOT, 'dist', 'templates.json') })
  await t.rejects(async () => { await app.ready() }, { message: /cart\/show\.njk/ })
})
