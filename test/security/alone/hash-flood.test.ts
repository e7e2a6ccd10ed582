import t from 'tap'
import { openShop } from '../../helpers/shop.ts'

t.test('200 logins at once from 200 addresses: other pages stay quick, the queue is bounded, and nobody waits for ever', async t => {
  const { app, customer } = await openShop(t, { databasePoolSize: 20 })
  const ann = await customer()
  await ann.visitor.get('/')
  // Each starts at once: inject alone waits for its `then`.
  const login = async (at: number) => app.inject({
    method: 'POST', url: '/login', remoteAddress: `192.0.2.${at}`, headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ email: `nobody${at}@example.com`, password: 'not the password of anybody' }).toString()
  })
  const memory = process.memoryUsage.rss()
  const state = { over: false }
  const flood = Promise.all(Array.from({ length: 200 }, (_, at) => login(at))).finally(() => { state.over = true })
  const times: number[] = []
  let most = memory
  while (!state.over) {
    const start = performance.now()
    const { statusCode } = await app.inject(times.length % 2 ? '/' : '/products/dipped-mug')
    times.push(performance.now() - start)
    if (statusCode !== 200) t.fail(`a page was answered with ${statusCode}`)
    most = Math.max(most, process.memoryUsage.rss())
    await new Promise(resolve => setImmediate(resolve))
  }
  const answers = await flood
  const count = (wanted: number): number => answers.filter(({ statusCode }) => statusCode === wanted).length
  t.equal(count(422) + count(503), 200)
  t.ok(count(503) >= 1 && count(422) >= 1, `${count(422)} were checked, ${count(503)} asked to come back`)
  t.ok(answers.every(({ statusCode, headers }) => statusCode === 422 || Number(headers['retry-after']) > 0))
  const p99 = times.sort((a, b) => a - b)[Math.floor((times.length - 1) * 0.99)] ?? Infinity
  t.ok(times.length >= 5 && p99 < 300, `${times.length} pages meanwhile, p99 ${p99.toFixed()} ms`)
  t.ok(most - memory < 512 * 1024 * 1024, `${((most - memory) / 1024 / 1024).toFixed()} MB more at the peak`)
  t.equal((await app.inject({ method: 'POST', url: '/login', headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ email: ann.email, password: ann.password }).toString() })).statusCode, 303, 'and then it is over')
})
