import type { Answers } from '../checks/answers.ts'
import type { Journal } from '../journal.ts'
import type { Random } from '../random.ts'
import type { Rig } from '../rig/rig.ts'
import type { Shop } from '../rig/shop.ts'
import type { Sample } from '../shoppers/crowd.ts'

/** What a fault gets to work with. */
export interface Scene {
  readonly rig: Rig
  readonly journal: Journal
  readonly random: Random
  /** Bounds of time are multiplied by it. */
  readonly slowness: number
  /** All that was answered since this fault began. */
  readonly samples: readonly Sample[]
  /** The process that this fault is about, where it is about one. */
  readonly victim: Shop
  /** A long run takes its time; one of five minutes does not. */
  readonly isShort: boolean
}

/** Something that breaks, and how long it may be felt. */
export interface Fault {
  /** In the table of faults. */
  readonly number: number
  readonly name: string
  /** So long after it is mended, fewer than one request in a hundred fails. */
  readonly boundMs: number
  /** So long it stays broken. */
  readonly holdMs: number
  /** Connections to processes are lost, as these are killed. */
  readonly mayLose?: boolean
  /** A process may end by itself. */
  readonly mayEnd?: boolean
  /** It goes into the random mix. */
  readonly isMixed?: boolean
  /** Why it cannot be tried here. */
  skip? (scene: Scene): string | undefined
  /** Breaks it. What it measures itself it says. */
  inject (scene: Scene): Promise<string | undefined>
  /** What must hold while it is broken. */
  during? (scene: Scene): Promise<void>
  heal (scene: Scene): Promise<void>
  /** What else must have held, of the answers since it was broken. */
  judge? (scene: Scene, answers: Answers): Promise<void> | void
}
