const MINUTE_S = 60
const HOUR_S = 60 * MINUTE_S
const DAY_S = 24 * HOUR_S

/** How long a session lives, in seconds. Both limits are in its row and judged by the clock of the database. */
export interface Lifetime {
  /** Ends a session that is not used. */
  idleS: number
  /** Ends a session however busy it is; null: never. */
  absoluteS: number | null
  /** The browser keeps the cookie when it is closed. */
  persistent: boolean
}

export const ANONYMOUS: Lifetime = { idleS: 30 * DAY_S, absoluteS: null, persistent: true }
const SIGNED_IN: Lifetime = { idleS: DAY_S, absoluteS: DAY_S, persistent: false }
const REMEMBERED: Lifetime = { idleS: 30 * DAY_S, absoluteS: 30 * DAY_S, persistent: true }
export const ADMIN = { idleS: 30 * MINUTE_S, absoluteS: 12 * HOUR_S, persistent: false } satisfies Lifetime

/** How long a password counts as just given, where it is asked for again (ASVS 5.0, 7.5.1). */
export const RECENT_S = 15 * MINUTE_S

export type Role = 'shopper' | 'staff' | 'admin'

/** Who may change orders is signed out soon, whether or not they asked to be remembered. */
export function lifetimeOf (role: Role, remember: boolean): Lifetime {
  if (role !== 'shopper') return ADMIN
  return remember ? REMEMBERED : SIGNED_IN
}
