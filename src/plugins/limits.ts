import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { UnprocessableInput } from './errors.ts'

/** Text that Postgres cannot store (NUL, half a surrogate pair) is refused before anything reads it. */
export default fp(async app => {
  app.addHook('preValidation', async (request: FastifyRequest) => {
    if ([request.query, request.body, request.params].some(hasUnstorableText)) throw new UnprocessableInput()
  })
}, { name: 'limits' })

function hasUnstorableText (input: unknown): boolean {
  if (typeof input === 'string') return input.includes('\0') || !input.isWellFormed()
  if (typeof input !== 'object' || input === null) return false
  return Object.entries(input).some(([key, value]) => hasUnstorableText(key) || hasUnstorableText(value))
}
