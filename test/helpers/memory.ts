import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

const MEMORY = '/dev/shm'
const ROOM_BYTES = 3 * 2 ** 30

/**
 * Where tests put what is made and deleted all the time: in memory where there is room for it. A database is a thousand files, and a
 * file system like ext4 without a journal passes over all that were deleted lately before it makes one: half a second, in memory a twentieth.
 */
export function chooseFolder (fallback = tmpdir()): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize < ROOM_BYTES ? fallback : MEMORY
  } catch {
    return fallback
  }
}
