import { execFileSync } from 'node:child_process'
import { chownSync, closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { Browser } from '../shoppers/browser.ts'
import type { Fault } from './fault.ts'

const DISK_MB = 64
const BLOCK = Buffer.alloc(64 * 1024, 1)
const VISITORS = 400 // more than fit into the room that is left in the pages

/** 12: the disk that the sessions lie on is full (53100). What needs no new page of it goes on. */
export const fullDisk: Fault = {
  number: 12,
  name: 'the disk of the sessions is full',
  boundMs: 3000,
  holdMs: 4000,
  skip: () => process.getuid?.() === 0 ? undefined : 'only root can make a disk that is small',
  async inject ({ rig }) {
    const disk = join(rig.directory, 'disk')
    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m,mode=711`, 'tmpfs', disk])
    const space = join(disk, 'space')
    mkdirSync(space, { mode: 0o700 })
    if (rig.postgres.owner) chownSync(space, rig.postgres.owner.uid, rig.postgres.owner.gid)
    await rig.postgres.administer(`create tablespace small location '${space}'`)
    // Without the room of rows that are gone, in which new ones would find a place.
    await rig.postgres.administer('vacuum (full) session')
    await rig.postgres.administer('alter table session set tablespace small')
    fill(join(disk, 'rest'))
    return undefined
  },
  async during ({ rig, journal }) {
    await sleep(300)
    const statuses = new Set<number>()
    for (let number = 0; number < VISITORS && !statuses.has(503); number += 1) {
      const visitor = new Browser(rig.url, `10.9.1.${number % 250}`)
      statuses.add((await visitor.post('/cart/items', { sku: rig.sku, quantity: '1' })).status)
      visitor.close()
    }
    if (!statuses.has(503)) journal.violate('disk', `${VISITORS} sessions were made on a full disk`)
    const visitor = new Browser(rig.url, '10.9.1.251')
    const page = await visitor.get('/products')
    if (page.status !== 200) journal.violate('catalogue', `with a full disk /products is answered with ${page.status}`)
    visitor.close()
  },
  async heal ({ rig }) {
    const disk = join(rig.directory, 'disk')
    rmSync(join(disk, 'rest'))
    await rig.postgres.administer('alter table session set tablespace pg_default')
    await rig.postgres.administer('drop tablespace small')
    execFileSync('umount', ['-l', disk])
  }
}

function fill (path: string): void {
  const file = openSync(path, 'w')
  try {
    for (;;) writeSync(file, BLOCK)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    closeSync(file)
  }
}
