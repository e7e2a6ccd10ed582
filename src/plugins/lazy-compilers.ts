import buildValidators from '@fastify/ajv-compiler'
import buildSerializers from '@fastify/fast-json-stringify-compiler'
import type { FastifyServerOptions } from 'fastify'

type Factories = Required<NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>>
type BuildValidator = ReturnType<typeof buildValidators>
type Compile = ReturnType<BuildValidator>

const validators = buildValidators()
const serializers = buildSerializers()

/**
 * What makes functions of the schemas of routes: fastify's own, but at the first request that needs one. At the start all of them
 * together would take most of a second. What one instance has compiled serves the others of the process, too.
 */
export const LAZY_COMPILERS: Factories = {
  buildValidator: (...[schemas, options]: Parameters<BuildValidator>) => compileLater(validators(schemas, options)),
  buildSerializer: (schemas, options) => {
    const compile = serializers(schemas, options)
    return route => {
      let serialize: ReturnType<typeof compile> | undefined
      return data => (serialize ??= compile(route))(data)
    }
  }
}

function compileLater (compile: Compile): Compile {
  return route => {
    let validate: ReturnType<Compile> | undefined
    const later = (data: unknown): unknown => {
      validate ??= compile(route)
      const isValid = validate(data)
      Object.assign(later, { errors: validate.errors }) // fastify reads them here
      return isValid
    }
    return later as ReturnType<Compile>
  }
}
