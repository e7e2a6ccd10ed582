import { Type } from 'typebox'

/** A UUID as Postgres writes it. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
export const Uuid = Type.String({ pattern: UUID.source })

/** The version that a form was made of. Also after a day of steps, one stays far below this. */
export const Version = Type.String({ pattern: '^[1-9][0-9]{0,8}$' })

/** A field that a form may send several times: boxes that are ticked. */
export const Several = Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Array(Type.String({ maxLength: 100 }), { maxItems: 500 })]))

/** All values of such a field. */
export function several (values: string | readonly string[] | undefined): readonly string[] {
  return typeof values === 'string' ? [values] : values ?? []
}
