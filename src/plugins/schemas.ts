import { Type } from 'typebox'

/** A UUID as Postgres writes it. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
export const Uuid = Type.String({ pattern: UUID.source })

/** The version that a form was made of. Also after a day of steps, one stays far below this. */
export const Version = Type.String({ pattern: '^[1-9][0-9]{0,8}$' })
