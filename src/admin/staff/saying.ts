import { ROLE_NAMES, sayLastSeen } from '../customers/saying.ts'
import type { Invitation } from './invitation-queries.ts'
import type { Colleague } from './queries.ts'

/** When a colleague was last seen. Sessions that are over are deleted after a while, and what they told with them. */
export function sayColleagueSeen ({ sessions, seenAt }: Pick<Colleague, 'sessions' | 'seenAt'>, now: Date, locale: string): string {
  if (!seenAt) return 'Not lately'
  const seen = sayLastSeen(seenAt, now, locale)
  return sessions > 0 ? seen : `${seen}, logged out since`
}

export function describeColleague (colleague: Colleague, now: Date, locale: string): object {
  return { ...colleague, post: postName(colleague), lastSeen: sayColleagueSeen(colleague, now, locale) }
}

export function postName ({ role, roleName }: Pick<Colleague | Invitation, 'role' | 'roleName'>): string {
  return roleName ?? ROLE_NAMES[role]
}
