import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'

export interface BuiltShop { url: string, child: ChildProcess, ended: Promise<number | null>, output (): string }

/** The built server of a checkout in a process of its own, with these settings and no others. `flags`: of Node. */
export async function startBuilt (t: Test, checkout: string, settings: Record<string, string>, flags: string[] = []): Promise<BuiltShop> {
  const child = spawn(process.execPath, [...flags, join(checkout, 'dist', 'server.js')], { cwd: checkout, env: { PATH: process.env.PATH, PORT: '0', ...settings }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', chunk => { output += chunk })
  child.stderr.on('data', chunk => { output += chunk })
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  t.teardown(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
  })
  for (;;) {
    const url = /^Tote is at (http:\S+)$/m.exec(output)?.[1]
    if (url) return { url, child, ended, output: () => output }
    if (child.exitCode !== null) throw new Error(output)
    await sleep(20)
  }
}
