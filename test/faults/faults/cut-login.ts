import type { Fate } from '../rig/proxy.ts'
import type { Fault } from './fault.ts'

const STATEMENTS = /update cart set|insert into session|update session\s+set (ended_at|shopper_id)|^commit/i
const FATES: Fate[] = ['cut', 'cut-after']

/** 6, too: at the statements by which a login moves a basket. A text is seen where a connection has it planned, and each cut makes a new one. */
export const cutAtLogin: Fault = {
  number: 6,
  name: 'connections are cut in logins',
  boundMs: 3000,
  holdMs: 8000,
  isMixed: true,
  async inject ({ rig, random }) {
    for (const { proxy } of rig.shops) {
      proxy.judge = ({ text }) => STATEMENTS.test(text.replace(/^\0?[\w-]*\0/, '').trimStart()) && random.below(3) === 0 ? random.pick(FATES) : 'pass'
    }
    return undefined
  },
  async heal ({ rig }) {
    rig.mendWires()
  }
}
