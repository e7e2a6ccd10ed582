import { serializable, deadlocks } from './conflicts.ts'
import { blackHole, cutAfterBytes, cutAtCommit } from './cut-connection.ts'
import { cutAtLogin } from './cut-login.ts'
import { noConnections, overload } from './exhausted.ts'
import type { Fault } from './fault.ts'
import { fullDisk } from './full-disk.ts'
import { frozenPostgres, frozenShortly } from './frozen-postgres.ts'
import { killedInOrder, killedProcess } from './killed-process.ts'
import { restartedAfterKill, restartedFast, restartedImmediate } from './postgres-restart.ts'
import { noSessions, readOnly } from './refusing-postgres.ts'
import { killedPgBouncer, throughPgBouncer } from './pgbouncer.ts'
import { rollingRestart, rollingRestartOnce } from './rolling-restart.ts'
import { migrationsAtOnce, nextSchema } from './schema.ts'
import { missingTemplate, smallHeap, stalled, uncaughtException, unhandledRejection, wrongClock } from './sick-process.ts'
import { latency, lockedTable } from './slow-postgres.ts'

/** Every fault that is tried by itself, in the order of the table. */
export const SINGLES: readonly Fault[] = [
  killedInOrder, rollingRestart, killedProcess, restartedFast, restartedImmediate, restartedAfterKill, frozenPostgres, cutAtCommit, cutAtLogin, cutAfterBytes, blackHole,
  latency, lockedTable, noConnections, overload, serializable, deadlocks, readOnly, fullDisk, wrongClock, migrationsAtOnce, nextSchema, throughPgBouncer, killedPgBouncer, stalled, smallHeap, missingTemplate,
  unhandledRejection, uncaughtException, noSessions
]

/** What the random mix is made of. */
export const MIXED: readonly Fault[] = [...SINGLES, rollingRestartOnce, frozenShortly].filter(({ isMixed }) => isMixed)
