import { readdirSync, readFileSync } from 'node:fs'
import process from 'node:process'

const TICK_S = 0.01 // USER_HZ is 100 wherever Node runs
const NS = 1e-9

/** False where there is no /proc: then nothing is said of CPU time. */
export const canReadCpu = process.platform === 'linux'

/** CPU seconds that all threads of a process have had. */
export function cpuOf (pid) {
  try {
    const threads = readdirSync(`/proc/${pid}/task`)
    return threads.reduce((sum, thread) => sum + nanoseconds(`/proc/${pid}/task/${thread}/schedstat`), 0) * NS
  } catch {
    return 0 // it has ended
  }
}

/** CPU seconds of the postmaster and all its processes, with those that have ended. */
export function cpuOfPostgres (postmaster) {
  return processesOf(postmaster).reduce((sum, pid) => sum + cpuOf(pid), ticksOf(postmaster).ended)
}

/** A process and its children. */
export function processesOf (pid) {
  return [pid, ...processes().filter(({ parent }) => parent === pid).map(({ pid }) => pid)]
}

/** CPU seconds of this process and of its children that have ended. */
export function cpuOfSelf () {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6 + ticksOf('self').ended
}

/** CPU seconds that anything has had, on all cores, or that were taken from this machine by its host. */
export function cpuOfMachine () {
  const [, ...fields] = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0].split(/ +/).map(Number)
  const [user, nice, system, , , irq, softirq, steal] = fields
  return (user + nice + system + irq + softirq + steal) * TICK_S
}

/** Resident memory of a process, in MB. */
export function memoryOf (pid) {
  return Number(/^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}

function nanoseconds (path) {
  try {
    return Number(readFileSync(path, 'utf8').split(' ', 1)[0])
  } catch {
    return 0 // the thread has ended
  }
}

function ticksOf (pid) {
  const fields = fieldsOf(pid)
  return { ended: fields ? (Number(fields[13]) + Number(fields[14])) * TICK_S : 0 }
}

function processes () {
  return readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(pid => ({ pid: Number(pid), parent: Number(fieldsOf(pid)?.[1]) }))
}

/** Of /proc/pid/stat, those after the name, which may hold blanks and brackets: the first is the state, the second the parent. */
function fieldsOf (pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}
