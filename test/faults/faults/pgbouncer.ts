import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isError } from '../checks/answers.ts'
import { freePort } from '../rig/free-port.ts'
import type { Rig } from '../rig/rig.ts'
import type { Fault, Scene } from './fault.ts'

const PROGRAM = '/usr/sbin/pgbouncer'

let bouncer: ChildProcess | undefined
let port = 0

/** 20: both processes go through a PgBouncer in transaction mode that keeps no prepared statements. Nobody notices. */
export const throughPgBouncer: Fault = {
  number: 20,
  name: 'through PgBouncer in transaction mode',
  boundMs: 3000,
  holdMs: 8000,
  skip: withoutProgram,
  async inject ({ rig }) {
    await goThrough(rig)
    return undefined
  },
  heal: goStraight,
  judge ({ samples, journal }) {
    const failed = samples.filter(isError)
    if (failed.length > samples.length / 100) journal.violate('pgbouncer', `${failed.length} of ${samples.length} requests fail through PgBouncer: ${failed[0]?.what} ${failed[0]?.status}`)
  }
}

/** 21: it is killed, and comes back. */
export const killedPgBouncer: Fault = {
  ...throughPgBouncer,
  number: 21,
  name: 'PgBouncer is killed and comes back',
  holdMs: 2000,
  async inject ({ rig }) {
    await goThrough(rig)
    bouncer?.kill('SIGKILL')
    await sleep(1500)
    await launch(rig)
    return undefined
  },
  judge () {}
}

function withoutProgram (): string | undefined {
  return existsSync(PROGRAM) ? undefined : `there is no ${PROGRAM}`
}

async function goThrough (rig: Rig): Promise<void> {
  port = await freePort()
  writeFileSync(join(rig.directory, 'pgbouncer.ini'), `
[databases]
tote = host=127.0.0.1 port=${rig.postgres.port} dbname=tote user=tote password=faults
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 10
max_client_conn = 200
query_wait_timeout = 3
`, { mode: 0o644 })
  await launch(rig)
  rig.reachThrough(port)
  await restartBoth(rig, { DATABASE_PREPARE: 'off' })
}

async function launch (rig: Rig): Promise<void> {
  bouncer = spawn(PROGRAM, ['-q', join(rig.directory, 'pgbouncer.ini')], { ...rig.postgres.owner, stdio: 'ignore' })
  bouncer.on('error', () => {})
  for (let tries = 0; tries < 200; tries += 1) {
    const socket = connect(port, '127.0.0.1')
    const isThere = await Promise.race([once(socket, 'connect').then(() => true, () => false), sleep(200, false)])
    socket.destroy()
    if (isThere) return
    await sleep(20)
  }
  throw new Error('PgBouncer does not start')
}

async function goStraight ({ rig }: Scene): Promise<void> {
  rig.reachThrough(rig.postgres.port)
  await restartBoth(rig, { DATABASE_PREPARE: 'on' })
  bouncer?.kill('SIGKILL')
}

async function restartBoth ({ shops, balancer }: Rig, settings: Record<string, string>): Promise<void> {
  for (const shop of shops) {
    Object.assign(shop.settings, settings)
    await shop.stop()
    await shop.start()
    while (!balancer.isUp(shop)) await sleep(20)
  }
}
