import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Words } from '../languages/translate.ts'
import { localPath } from '../plugins/local-path.ts'
import type { FieldErrors } from './forms.ts'

type AccountPage =
  'accounts/register' | 'accounts/login' | 'accounts/code' | 'accounts/forgot-password' | 'accounts/reset-password' | 'accounts/confirm-email' |
  'accounts/confirm' | 'accounts/password' | 'accounts/email' | 'accounts/delete' | 'accounts/second-factor'

/** A form, empty or with what was typed, and where it goes on to. A password is never sent back. */
export function showForm (request: FastifyRequest, reply: FastifyReply, page: AccountPage, data: object, errors: FieldErrors = {}): Promise<FastifyReply> {
  if (Object.keys(errors).length > 0) reply.code(422)
  return reply.page(page, { ...data, errors, next: nextOf(request) })
}

/** The address to go on to, from the query or the form; empty when there is none of this shop. */
export function nextOf ({ method, query, body }: FastifyRequest): string {
  const { next } = (method === 'GET' ? query : body ?? {}) as { next?: unknown }
  return typeof next === 'string' ? localPath(next, '') : ''
}

/** 404 for a link of a mail that cannot be used (any more), with the way to a new one. */
export function showLinkOver (reply: FastifyReply, { message, action, text }: { message: Words, action: string, text: Words }): Promise<FastifyReply> {
  const { language, t } = reply.request
  const way = t(text)
  // Behind a colon English goes on in small letters, as the names of things in German cannot.
  return reply.code(404).page('accounts/link-over', { message: t(message), action, text: way, way: language === 'en' ? way.toLowerCase() : way })
}
