import { type ChildProcess, spawn } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

export interface Run { code: number | null, output: string }

/** A file of this folder in a process of its own, which reads TypeScript as this one does. */
export function inProcess (file: string, args: string[]): Promise<Run> & { process: ChildProcess } {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const child = spawn(process.execPath, [...process.execArgv, path, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', chunk => { output += chunk })
  child.stderr.on('data', chunk => { output += chunk })
  const run = new Promise<Run>(resolve => child.on('close', code => resolve({ code, output })))
  return Object.assign(run, { process: child })
}
