import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import process from 'node:process'
import net, { type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { makeCheckout, processesOf } from './checkout.ts'

t.test('npm start: from nothing to the first page, and nothing is left when it ends', async t => {
  const checkout = makeCheckout(t, { raw: true })
  const shop = await start(t, checkout)
  t.match(shop.output(), /ann@pottle\.example/)
  t.match(shop.output(), /admin@pottle\.example/)
  t.match(await page(`${shop.url}/`), { status: 200, text: /Pottle/ })
  t.match(await page(`${shop.url}/readyz`), { status: 200, text: 'ready' })

  await t.test('a second one on its port says so, and leaves the first alone', async t => {
    const second = run(t, checkout, ['start'], { PORT: new URL(shop.url).port })
    t.equal(await second.ended, 1)
    t.match(second.output(), /^Port \d+ of 127\.0\.0\.1 is taken: perhaps this shop is already running there\./m)
    t.notMatch(second.output(), /^ +at /m, 'without a stack')
    t.match(await page(`${shop.url}/readyz`), { status: 200 })
  })

  // Sent by npm to the shop, as by a process manager that knows npm alone.
  shop.child.kill('SIGTERM')
  t.equal(await shop.ended, 0)
  t.same(processesOf(checkout), [])
})

t.test('kill -9 of all of npm start, and what shoppers did is there at the next', async t => {
  const checkout = makeCheckout(t)
  const first = await start(t, checkout)
  const form = { name: 'Kim', email: 'kim@shop.example', password: 'a long enough password' }
  t.match(await page(`${first.url}/register`, form), { status: 303 })
  process.kill(-(first.child.pid ?? 0), 'SIGKILL')
  await first.ended
  const second = await start(t, checkout)
  t.match(await page(`${second.url}/register`, form), { status: 422, text: /account with this e-mail/ })
  second.child.kill('SIGINT')
  t.equal(await second.ended, 0)
  t.same(processesOf(checkout), [])
})

t.test('npm alone is killed: the shop ends, and its Postgres', async t => {
  const checkout = makeCheckout(t)
  const shop = await start(t, checkout)
  shop.child.kill('SIGKILL')
  for (let tries = 0; processesOf(checkout).length > 0 && tries < 100; tries++) await sleep(100)
  t.same(processesOf(checkout), [])
  await t.rejects(fetch(shop.url))
})

t.test('one Ctrl-C, which comes from the terminal and once more from npm, ends the shop cleanly', async t => {
  const checkout = makeCheckout(t)
  const shop = await start(t, checkout)
  process.kill(-(shop.child.pid ?? 0), 'SIGINT') // to the whole group, as a terminal does it
  await sleep(30)
  if (shop.child.exitCode === null) shop.child.kill('SIGINT')
  t.equal(await shop.ended, 0)
  t.same(processesOf(checkout), [])
})

t.test('a stop waits for answers under way, and for no idle connection', async t => {
  const checkout = makeCheckout(t)
  const shop = await start(t, checkout)
  const { port } = new URL(shop.url)
  const silent = net.connect(Number(port), '127.0.0.1') // as browsers open them in advance
  await once(silent, 'connect')
  const slow = net.connect(Number(port), '127.0.0.1')
  let answer = ''
  slow.on('data', chunk => { answer += chunk })
  slow.write('POST /login HTTP/1.1\r\nHost: shop\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 30\r\n\r\nemail=nobody')
  await sleep(300)
  shop.child.kill('SIGTERM')
  await sleep(300)
  slow.write('%40a.example&passw')
  await once(slow, 'close')
  t.match(answer, /^HTTP\/1\.1 4\d\d /)
  t.match(answer, /^connection: close/mi)
  t.equal(await shop.ended, 0)
})

t.test('a stop with a balancer in front: not ready at once, still serving for a while, and then gone', async t => {
  const checkout = makeCheckout(t)
  const shop = await start(t, checkout, { DRAIN_DELAY_MS: '2000' })
  const fromMs = performance.now()
  shop.child.kill('SIGTERM')
  await sleep(700)
  t.match(await page(`${shop.url}/readyz`), { status: 503, text: 'draining' })
  const { status, headers } = await fetch(shop.url)
  t.equal(status, 200)
  t.equal(headers.get('connection'), 'close')
  t.equal(await shop.ended, 0)
  t.ok(performance.now() - fromMs >= 2000)
  await t.rejects(fetch(shop.url))
})

t.test('what is wrong with the settings is said in a sentence', async t => {
  const checkout = makeCheckout(t)
  const wrong: Array<[NodeJS.ProcessEnv, RegExp]> = [
    [{ PORT: 'http' }, /^PORT is "http"/m],
    [{ NODE_ENV: 'production' }, /^SESSION_SECRET is not set/m],
    [{ DATABASE_URL: 'postgres://shop@127.0.0.1:1/shop' }, /^The database at 127\.0\.0\.1:1 cannot be used: connect ECONNREFUSED/m]
  ]
  for (const [env, sentence] of wrong) {
    const shop = run(t, checkout, ['start'], env)
    t.equal(await shop.ended, 1)
    t.match(shop.output(), sentence)
    t.notMatch(shop.output(), /^ +at /m, 'without a stack')
  }
})

t.test('the commands', async t => {
  const checkout = makeCheckout(t)
  for (const command of ['db:seed', 'db:reset']) {
    const refused = run(t, checkout, ['run', command], { NODE_ENV: 'production' })
    t.equal(await refused.ended, 1)
    t.match(refused.output(), /it does not run with NODE_ENV=production/)
  }
  const shop = await start(t, checkout)
  const create = ['run', 'cli', '--', 'admin:create', '--email', 'Robin@Shop.example', '--name', 'Robin']
  const short = run(t, checkout, create, {}, 'short')
  t.equal(await short.ended, 1)
  t.match(short.output(), /^Enter a password of at least \d+ characters\. This one has 5\. Nothing was done\./m)
  const created = run(t, checkout, create, {}, 'correct horse battery\n')
  t.equal(await created.ended, 0, created.output())
  t.match(created.output(), /^robin@shop\.example is an admin now\./m)
  const again = run(t, checkout, create, {}, 'correct horse battery\n')
  t.equal(await again.ended, 1)
  t.match(again.output(), /^There is an account with the address robin@shop\.example already/m)
  const asArgument = run(t, checkout, [...create, '--password', 'hunter2hunter2'])
  t.equal(await asArgument.ended, 1)
  t.match(asArgument.output(), /^Usage:/m)
  t.match(await page(`${shop.url}/login`, { email: 'robin@shop.example', password: 'correct horse battery' }), { status: 303 })

  const reset = run(t, checkout, ['run', 'db:reset'])
  t.equal(await reset.ended, 0, reset.output())
  t.match(await page(`${shop.url}/login`, { email: 'robin@shop.example', password: 'correct horse battery' }), { status: 422 }, 'the admin went with all else')
  t.match(await page(`${shop.url}/login`, { email: 'ann@pottle.example', password: 'a-mug-of-tea-for-ann' }), { status: 303 }, 'the demo shop is there')
  shop.child.kill('SIGTERM')
  t.equal(await shop.ended, 0)
  t.same(processesOf(checkout), [])
})

interface Npm { child: ChildProcess, ended: Promise<number | null>, output (): string }

async function start (t: Test, checkout: string, env: NodeJS.ProcessEnv = {}): Promise<Npm & { url: string }> {
  const npm = run(t, checkout, ['start'], { PORT: String(await freePort()), ...env })
  for (;;) {
    const url = /^Tote is at (http:\S+)$/m.exec(npm.output())?.[1]
    if (url) return { ...npm, url }
    if (npm.child.exitCode !== null) throw new Error(npm.output())
    await sleep(20)
  }
}

/** npm, the leader of a group of its own as at a terminal, with the settings of nobody but this test. */
function run (t: Test, cwd: string, args: string[], env: NodeJS.ProcessEnv = {}, input = ''): Npm {
  const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  const clean = ['NODE_OPTIONS', 'NODE_ENV', 'DATABASE_URL', 'PORT', 'HOST'].flatMap(name => ['-u', name])
  const child = spawn('env', [...clean, ...settings, 'npm', ...args], { cwd, detached: true })
  let output = ''
  child.stdout.on('data', chunk => { output += chunk })
  child.stderr.on('data', chunk => { output += chunk })
  child.stdin.on('error', () => {}) // it may have ended without reading
  child.stdin.end(input)
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  t.teardown(() => { if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM') })
  return { child, ended, output: () => output }
}

async function page (url: string, form?: Record<string, string>): Promise<{ status: number, text: string }> {
  const response = await fetch(url, { redirect: 'manual', ...form && { method: 'POST', body: new URLSearchParams(form) } })
  return { status: response.status, text: await response.text() }
}

async function freePort (): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}
