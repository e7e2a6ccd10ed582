// Writes docs/openapi.json: what the API says about itself at /api/v1/openapi.json.
import { writeFileSync } from 'node:fs'
import process from 'node:process'
import Fastify from 'fastify'
import { buildIfStale } from './build.js'

if (!await buildIfStale()) process.exit(1)
const { default: api } = await import('../dist/api/routes.js')

// Its routes need a shop to answer, and none to be described.
const app = Fastify()
await app.register(api, { prefix: '/api/v1', cartMergeRule: 'sum', secrets: [], https: false })
const { statusCode, body } = await app.inject('/api/v1/openapi.json')
if (statusCode !== 200) throw new Error(`the description was not made: ${statusCode} ${body}`)
writeFileSync(new URL('../docs/openapi.json', import.meta.url), body)
