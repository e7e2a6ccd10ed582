import { Type, type Static, type TProperties, type TSchema } from 'typebox'
import { CURRENCIES, type Currency } from '../money.ts'
import { Problem } from './problem.ts'

/** A part of the description that several routes share, by its `$id`. */
export function Ref<T extends TSchema> (schema: T & { $id?: string }) {
  return Type.Unsafe<Static<T>>({ $ref: `${schema.$id}#` })
}

/** The same, or null. */
export function Nullable<T extends TSchema> (schema: T) {
  return Type.Union([schema, Type.Null()])
}

/** A body or a query: fields that it does not have are refused. */
export function Strict<Fields extends TProperties> (fields: Fields, options: object = {}) {
  return Type.Object(fields, { ...options, additionalProperties: false })
}

export const Money = Type.Object({
  amount: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'In minor units: cents, pence.' }),
  currency: Type.Enum(CURRENCIES)
}, { $id: 'Money', additionalProperties: false })

/** `{ amount: 1800, currency: 'EUR' }` */
export function money (cents: number, currency: Currency): Static<typeof Money> {
  return { amount: cents, currency }
}

const problem = (description: string) => ({ description, content: { 'application/problem+json': { schema: Ref(Problem) } } })

const PROBLEMS = {
  307: { description: 'The session of this cookie has ended: to be sent again, once, to the `Location`, with the cookie of now.' },
  400: problem('Not JSON, or not to be understood.'),
  401: problem('A login is needed, or it failed.'),
  403: problem('Asked for by a page of another site.'),
  404: problem('Not there, or not yours.'),
  409: problem('Not as things stand now: `type` says why.'),
  413: problem('More than 64 KiB.'),
  415: problem('Only application/json is read.'),
  422: problem('Something does not fit: `errors` says what.'),
  429: problem('Too many; Retry-After says when there is room again.'),
  503: problem('The database is away; Retry-After says when to try again.')
}

/** The errors that a route may answer with, beside 429 and 503. They are thrown, so no type has them. */
export function problems (...statuses: Array<keyof typeof PROBLEMS>): object {
  return Object.fromEntries([...statuses, 429 as const, 503 as const].map(status => [status, PROBLEMS[status]]))
}

/** Those of a route that changes something. Each may be late for its session: see plugins/session/late.ts. */
export function changeProblems (...statuses: Array<keyof typeof PROBLEMS>): object {
  return problems(307, 400, 403, 409, 413, 415, 422, ...statuses)
}
