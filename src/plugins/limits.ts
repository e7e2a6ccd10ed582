import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { UnprocessableInput } from './errors.ts'

/** Text that Postgres cannot store (NUL, half a surrogate pair) is refused before anything reads it. */
export default fp(async app => {
  app.addHook('preValidation', (request: FastifyRequest, _reply, done) => {
    const isUnstorable = hasUnstorableText(request.query) || hasUnstorableText(request.body) || hasUnstorableText(request.params)
    done(isUnstorable ? new UnprocessableInput() : undefined)
  })
}, { name: 'limits' })

// With a list of what is still to be read: JSON may be nested deeper than calls can be.
function hasUnstorableText (input: unknown): boolean {
  if (input === undefined || input === null) return false
  const rest = [input]
  while (rest.length > 0) {
    const next = rest.pop()
    if (typeof next === 'string' && isUnstorable(next)) return true
    if (typeof next !== 'object' || next === null) continue
    for (const [key, value] of Object.entries(next)) {
      if (isUnstorable(key) || (typeof value === 'string' && isUnstorable(value))) return true
      if (typeof value === 'object') rest.push(value)
    }
  }
  return false
}

function isUnstorable (text: string): boolean {
  return text.includes('\0') || !text.isWellFormed()
}
