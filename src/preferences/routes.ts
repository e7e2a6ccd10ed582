import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { EmptyForm } from '../cart/schema.ts'
import { UnprocessableInput } from '../plugins/errors.ts'
import { localPath } from '../plugins/local-path.ts'
import { localeChoices } from './choices.ts'
import { choosePreferences } from './preferences.ts'

const Choice = Type.Optional(Type.String())
const PreferencesForm = Type.Object({
  theme: Choice,
  currency: Choice,
  locale: Choice,
  density: Choice,
  page_size: Choice,
  // Both said, because a form without it changes nothing.
  recently_viewed: Type.Optional(Type.Enum(['0', '1'])),
  return_to: Choice
}, { additionalProperties: false })

// In the address, because a message would need a session, which preferences never make.
const SAVED = '/preferences?saved=1'

const preferences: FastifyPluginAsyncTypebox = async app => {
  app.get('/preferences', (request, reply) => reply.page('preferences/edit', {
    saved: request.url === SAVED,
    localeChoices: localeChoices(request.preferences.currency),
    remembersSeen: request.seen === undefined ? '0' : '1'
  }))

  app.post('/preferences', { schema: { body: PreferencesForm } }, async (request, reply) => {
    const { return_to: returnTo, recently_viewed: remembers, ...fields } = request.body
    const chosen = choosePreferences(fields, request.preferences)
    if (!chosen) throw new UnprocessableInput('One of these choices is not on offer, so nothing was changed.')
    reply.keepPreferences(chosen)
    if (remembers === '1' && !request.seen) reply.keepSeen([])
    if (remembers === '0' && request.seen) reply.dropSeen()
    return reply.redirect(localPath(returnTo, SAVED), 303)
  })

  app.post('/recently-viewed/forget', { schema: { body: EmptyForm } }, async (request, reply) => {
    if (request.seen) reply.keepSeen([])
    return reply.redirect(localPath(request.body?.return_to, '/'), 303)
  })
}

export default preferences
