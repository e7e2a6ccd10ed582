import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
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
  return_to: Choice
}, { additionalProperties: false })

// In the address, because a message would need a session, which preferences never make.
const SAVED = '/preferences?saved=1'

const preferences: FastifyPluginAsyncTypebox = async app => {
  app.get('/preferences', (request, reply) => reply.page('preferences/edit', {
    saved: request.url === SAVED,
    localeChoices: localeChoices(request.preferences.currency)
  }))

  app.post('/preferences', { schema: { body: PreferencesForm } }, async (request, reply) => {
    const { return_to: returnTo, ...fields } = request.body
    const chosen = choosePreferences(fields, request.preferences)
    if (!chosen) throw new UnprocessableInput('One of these choices is not on offer, so nothing was changed.')
    reply.keepPreferences(chosen)
    return reply.redirect(localPath(returnTo, SAVED), 303)
  })
}

export default preferences
