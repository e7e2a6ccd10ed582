import type { Access } from '../access.ts'

/** What the API says about one of its routes: the schemas by which it reads and writes. */
export interface DescribedRoute {
  readonly method: string
  /** Within the API: `/products/:slug`. */
  readonly url: string
  readonly access: Access | undefined
  readonly schema: {
    readonly tags?: readonly string[]
    readonly summary?: string
    readonly description?: string
    readonly params?: unknown
    readonly querystring?: unknown
    readonly body?: unknown
    readonly response?: unknown
  }
}

interface Json { readonly [key: string]: unknown }
interface Fields { readonly properties?: Json, readonly required?: readonly string[] }

export const BASE = '/api/v1'
export const SESSION_COOKIES = '`sid`, on https `__Host-sid`'

/** The description of the API in OpenAPI 3.1, whose schemas are JSON Schema as they stand. `shared` have an `$id`. */
export function describeApi (routes: readonly DescribedRoute[], shared: readonly object[]): Json {
  const paths: Record<string, Record<string, Json>> = {}
  const errors = Object.assign({}, ...routes.map(({ schema }) => errorsOf(schema.response))) as Json
  for (const route of routes) {
    const path = route.url.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'The shop as JSON',
      version: '1.0.0',
      summary: 'Catalogue, cart, checkout and orders, by the rules and the session of the pages.',
      license: { name: 'MIT', identifier: 'MIT' }
    },
    servers: [{ url: BASE }],
    paths,
    components: {
      responses: Object.fromEntries(Object.entries(errors).map(([status, answer]) => [errorName(status), plain(answer)])),
      schemas: Object.fromEntries(shared.map(schema => [String((schema as Json).$id), plain(schema)])),
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'sid', description: `The cookie of the pages: ${SESSION_COOKIES}.` } }
    }
  }
}

function operationOf ({ method, url, access, schema }: DescribedRoute): Json {
  const { tags, summary, description, params, querystring, body, response } = schema
  const parameters = [...parametersOf('path', params), ...parametersOf('query', querystring)]
  return {
    operationId: nameOf(method, url),
    ...tags && { tags },
    ...summary !== undefined && { summary },
    ...description !== undefined && { description },
    security: securityOf(access),
    ...parameters.length > 0 && { parameters },
    ...body !== undefined && { requestBody: { required: true, content: { 'application/json': { schema: bodyOf(body) } } } },
    responses: Object.fromEntries(Object.entries(response as Json).map(([status, answer]) => [status, responseOf(status, answer as Json)]))
  }
}

/** What is the visitor's own is there without a session, too: empty. */
function securityOf (access: Access | undefined): Json[] {
  if (access === 'owner') return [{}, { session: [] }]
  return access === undefined || access === 'anyone' ? [] : [{ session: [] }]
}

/** `get /products/:slug` is `getProductsBySlug`. */
function nameOf (method: string, url: string): string {
  const words = url.split(/[/.]/).filter(Boolean).map(part => part.replace(/^:/, 'by-'))
  return method.toLowerCase() + words.join('-').replace(/(^|-)(\w)/g, (_match, _dash, letter: string) => letter.toUpperCase())
}

function parametersOf (where: 'path' | 'query', schema: unknown): Json[] {
  const { properties = {}, required = [] } = (schema ?? {}) as Fields
  return Object.entries(properties).map(([name, value]) => {
    const { description, ...rest } = plain(value) as Json
    return { name, in: where, required: required.includes(name), ...description !== undefined && { description }, schema: rest }
  })
}

/** What has a default can be left out: the validator puts it in before it looks for what is missing. */
function bodyOf (schema: unknown): unknown {
  const { required, ...rest } = plain(schema) as Fields
  const needed = (required ?? []).filter(name => !Object.hasOwn(Object(rest.properties?.[name]) as object, 'default'))
  return needed.length > 0 ? { ...rest, required: needed } : rest
}

function responseOf (status: string, answer: Json): Json {
  if (answer.content) return { $ref: `#/components/responses/${errorName(status)}` }
  if (!answer.type && !answer.$ref) return answer
  if (answer.type === 'null') return { description: 'Done.' }
  const description = status === '201' ? 'Made.' : 'Done.'
  return { description, content: { 'application/json': { schema: plain(answer) } } }
}

/** Those answers that come with a media type of their own: errors, which are the same wherever they are. */
function errorsOf (response: unknown): Json {
  return Object.fromEntries(Object.entries(response as Json).filter(([, answer]) => (answer as Json).content))
}

function errorName (status: string): string {
  return `Problem${status}`
}

/** Without what only the code knows, and with references as they are within the document. */
function plain (schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(plain)
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$id').map(([key, value]) =>
    [key, key === '$ref' ? `#/components/schemas/${String(value).replace(/#$/, '')}` : plain(value)]))
}
