import { createHash } from 'node:crypto'
import { isIPv4, isIPv6 } from 'node:net'

/** So many at once, and from then on one every so many seconds. */
export interface Rate {
  readonly burst: number
  readonly everyS: number
}

/**
 * What is limited, and how far. The three of a login, coupons and the two of looking up an order count
 * only the wrong ones. A browser that the customer has logged in
 * with before has an allowance of its own, so that nobody else can use it up.
 */
export const RATES = {
  'login-account': { burst: 20, everyS: 900 },
  'login-device': { burst: 10, everyS: 60 },
  'login-address': { burst: 100, everyS: 20 },
  'login-everybody': { burst: 1000, everyS: 0.2 },
  code: { burst: 10, everyS: 300 },
  password: { burst: 10, everyS: 60 },
  register: { burst: 100, everyS: 30 },
  'forgot-account': { burst: 3, everyS: 1200 },
  forgot: { burst: 20, everyS: 60 },
  alert: { burst: 20, everyS: 60 },
  'alert-mailbox': { burst: 5, everyS: 1200 },
  invitation: { burst: 20, everyS: 60 },
  'invitation-mailbox': { burst: 3, everyS: 1200 },
  'cart-link': { burst: 30, everyS: 30 },
  search: { burst: 120, everyS: 0.25 },
  invoice: { burst: 60, everyS: 1 },
  return: { burst: 30, everyS: 60 },
  review: { burst: 20, everyS: 60 },
  checkout: { burst: 600, everyS: 1 },
  coupon: { burst: 20, everyS: 30 },
  webhook: { burst: 60, everyS: 10 },
  returned: { burst: 10, everyS: 10 },
  find: { burst: 20, everyS: 30 },
  'find-number': { burst: 10, everyS: 300 },
  resend: { burst: 5, everyS: 600 },
  'test-mail': { burst: 10, everyS: 60 },
  refused: { burst: 60, everyS: 60 }
} as const satisfies Record<string, Rate>

export type RateName = keyof typeof RATES

/** Who is counted by a rate: an address, a mailbox, a customer. */
export interface Counter {
  readonly name: RateName
  readonly subject: string
}

/** Key of the row that counts. The subject is hashed: the table tells nobody who was here. */
export function keyOf ({ name, subject }: Counter): string {
  return `${name}:${createHash('sha256').update(subject).digest('base64url').slice(0, 22)}`
}

/** One subject per network that one party holds: an IPv4 address, or the 64-bit prefix of an IPv6 one (RFC 4291, 2.5.4). */
export function networkOf (ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped !== undefined || isIPv4(ip) || !isIPv6(ip)) return mapped ?? ip
  const [head = '', tail] = ip.split('%', 1)[0]?.toLowerCase().split('::') ?? []
  const groups = head.split(':').filter(Boolean)
  const zeros = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length
  const all = [...groups, ...Array<string>(zeros).fill('0'), ...(tail ?? '').split(':').filter(Boolean)]
  return all.slice(0, 4).map(group => group.replace(/^0+(?=.)/, '')).join(':') + '::/64'
}

/** One subject per mailbox: `Ann+shop@example.com` is `ann@example.com` (RFC 5233). */
export function mailboxOf (email: string): string {
  return email.trim().normalize('NFKC').toLowerCase().replace(/\+[^@]*(?=@[^@]*$)/, '')
}
