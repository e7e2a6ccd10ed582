import type { Fault, Scene } from './fault.ts'
import { expectCatalogue } from './without-database.ts'

/** 5: every process of Postgres stands still. Pages of the catalogue come from memory. */
function frozen (holdMs: number, isMixed: boolean): Fault {
  return {
    number: 5,
    name: `Postgres stands still for ${holdMs / 1000} s`,
    boundMs: 5000,
    holdMs,
    isMixed,
    async inject ({ rig }: Scene) {
      rig.postgres.freeze()
      return undefined
    },
    during: expectCatalogue,
    async heal ({ rig }: Scene) {
      rig.postgres.thaw()
    }
  }
}

export const frozenPostgres = frozen(30_000, false)
export const frozenShortly = frozen(6000, true)
