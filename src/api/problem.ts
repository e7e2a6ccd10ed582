import { STATUS_CODES } from 'node:http'
import type { FastifyReply, FastifySchemaValidationError } from 'fastify'
import { Type, type Static } from 'typebox'
import { phrase, type Words } from '../languages/translate.ts'
import { PageError } from '../plugins/page-error.ts'

/** Everything under /api answers errors as RFC 9457 says. */
export function isApi (url: string): boolean {
  return /^\/api(?:[/?]|$)/.test(url)
}

/** What a program can tell apart. What needs no more than its status is `about:blank`. */
const TITLES = {
  'invalid-input': 'Something in the request does not fit',
  'log-in': 'A login is needed',
  'wrong-password': 'The e-mail address or the password is wrong',
  'second-factor': 'A code of the second factor is needed',
  'wrong-code': 'The code is wrong',
  'empty-cart': 'The cart is empty',
  'no-delivery': 'It is not known where to send the order',
  'nothing-added': 'Nothing was added',
  'nothing-to-undo': 'There is nothing to undo',
  'order-refused': 'The order is not what was agreed to',
  'not-cancelled': 'The order was not cancelled',
  'session-ended': 'The session has ended'
} as const

export type ProblemName = keyof typeof TITLES

const FieldProblem = Type.Object({
  detail: Type.String({ description: 'What is wrong with it.' }),
  pointer: Type.Optional(Type.String({ description: 'A JSON Pointer, as a fragment, to the field of the body.' })),
  parameter: Type.Optional(Type.String({ description: 'The parameter of the address.' })),
  sku: Type.Optional(Type.String({ description: 'The line of the cart.' }))
})

/** What is wrong with a field, to be said in the reader's language. */
export type FieldProblem = Omit<Static<typeof FieldProblem>, 'detail'> & { detail: Words }

export const Problem = Type.Object({
  type: Type.String({ description: `\`about:blank\`, or \`urn:tote:problem:\` and one of: ${Object.keys(TITLES).join(', ')}.` }),
  title: Type.String(),
  status: Type.Integer({ minimum: 400, maximum: 599 }),
  detail: Type.String({ description: 'A sentence for people.' }),
  instance: Type.String({ description: 'Names this answer; the log of the shop has it, too.' }),
  errors: Type.Optional(Type.Array(FieldProblem)),
  ticket: Type.Optional(Type.String({ description: 'To be sent along with the code of the second factor, within ten minutes.' }))
}, { $id: 'Problem', description: 'RFC 9457' })

interface More {
  errors?: readonly FieldProblem[]
  ticket?: string
}

/** An error with a name of its own. */
export class NamedProblem extends PageError {
  readonly problem: ProblemName
  readonly more: More
  constructor (statusCode: number, problem: ProblemName, detail: Words, more: More = {}) {
    super(statusCode, detail)
    this.problem = problem
    this.more = more
  }
}

/** 422 for fields of the body, each with a sentence, by name. */
export function invalidFields (errors: Readonly<Record<string, Words>>): NamedProblem {
  return new NamedProblem(422, 'invalid-input', phrase('Something in what was sent does not fit, so nothing was changed.'), {
    errors: Object.entries(errors).map(([field, detail]) => ({ detail, pointer: pointerTo([field]) }))
  })
}

/** 422 for what does not fit its schema. What was sent is not repeated. */
export function invalidInput (found: readonly FastifySchemaValidationError[], context = 'body'): NamedProblem {
  const errors = found.map(({ instancePath, keyword, params }): FieldProblem => {
    const { missingProperty, additionalProperty } = params as Params
    const name = missingProperty ?? additionalProperty
    const path = [...instancePath.split('/').slice(1), ...name === undefined ? [] : [name]]
    const detail = sayMisfit(keyword, params as Params)
    return context === 'body' ? { detail, pointer: pointerTo(path) } : { detail, parameter: path[0] ?? '' }
  })
  return new NamedProblem(422, 'invalid-input', phrase('Something in what was sent does not fit, so nothing was changed.'), { errors })
}

type Params = Readonly<Record<string, string | undefined>>

/** What a keyword of JSON Schema asked for. */
function sayMisfit (keyword: string, { type = '', limit = '', pattern = '', allowedValues = '' }: Params): Words {
  switch (keyword) {
    case 'required': return phrase('is missing')
    case 'additionalProperties': return phrase('is not known here')
    case 'type': return phrase('must be of the type {type}', { type: String(type) })
    case 'minimum': return phrase('must be at least {limit}', { limit: String(limit) })
    case 'maximum': return phrase('must be at most {limit}', { limit: String(limit) })
    case 'minLength': return phrase('must have at least {limit} characters', { limit: String(limit) })
    case 'maxLength': return phrase('must have at most {limit} characters', { limit: String(limit) })
    case 'pattern': return phrase('must have the form {pattern}', { pattern })
    case 'enum': return phrase('must be one of: {values}', { values: [allowedValues].flat().join(', ') })
    default: return phrase('does not fit')
  }
}

function pointerTo (path: readonly string[]): string {
  return '#' + path.map(part => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')
}

/** The answer to an error. */
export function sendProblem (reply: FastifyReply, error: PageError): FastifyReply {
  return reply.send(problemText(reply, error))
}

/** What it says, with the headers of `reply` set for it. */
export function problemText (reply: FastifyReply, error: PageError): string {
  const { statusCode, words } = error
  const { t } = reply.request
  const named = error instanceof NamedProblem ? error : undefined
  const problem: Static<typeof Problem> = {
    type: named ? `urn:tote:problem:${named.problem}` : 'about:blank',
    title: named ? TITLES[named.problem] : STATUS_CODES[statusCode] ?? 'Error',
    status: statusCode,
    detail: t(words),
    instance: `urn:uuid:${reply.request.id}`,
    ...named?.more.errors && { errors: named.more.errors.map(error => ({ ...error, detail: t(error.detail) })) },
    ...named?.more.ticket !== undefined && { ticket: named.more.ticket }
  }
  // RFC 9110 wants a challenge with a 401. Browsers do not know this one, so none asks for a password by itself.
  if (statusCode === 401) reply.header('www-authenticate', 'Cookie realm="shop"')
  reply
    .code(statusCode)
    .header('cache-control', 'private, no-store')
    .header('vary', 'Cookie, Accept-Language')
    .header('content-language', reply.request.language)
    .type('application/problem+json')
  return JSON.stringify(problem)
}
