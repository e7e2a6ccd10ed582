import t from 'tap'
import { translator } from '../../src/languages/translate.ts'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { Forbidden, NotFound, PageError, sayWait, Unavailable, UnprocessableInput } from '../../src/plugins/errors.ts'
import { createDatabase } from '../helpers/database.ts'
import { Visitor } from '../helpers/visitor.ts'

const app = await buildApp({ ...readConfig({ LOG_LEVEL: 'silent' }), databaseUrl: await createDatabase(t) })
t.teardown(() => app.close())

const ERRORS: Record<string, { error: Error, title: string }> = {
  403: { error: new Forbidden('Said why.'), title: 'Not allowed' },
  404: { error: new NotFound('Said why.'), title: 'Not found' },
  413: { error: new PageError(413, 'Said why.'), title: 'Error: that did not fit' },
  415: { error: new PageError(415, 'Said why.'), title: 'Error: that did not fit' },
  422: { error: new UnprocessableInput('Said why.'), title: 'Error: that did not fit' },
  429: { error: new PageError(429, 'Said why.', 240), title: 'One moment, please' },
  500: { error: new Error('select password_hash from customer'), title: 'A fault of ours' },
  503: { error: new Unavailable('Said why.'), title: 'Back in a moment' }
}
app.all<{ Params: { status: string } }>('/fails/:status', async request => {
  throw ERRORS[request.params.status]?.error ?? new Error('unknown')
})

for (const [status, { title }] of Object.entries(ERRORS)) {
  t.test(`${status} is a whole page in plain words`, async t => {
    const { statusCode, body } = await new Visitor(app).get(`/fails/${status}`)
    t.equal(statusCode, Number(status))
    t.match(body, `<title>${title} – Pottle</title>`)
    t.equal(body.match(/<h1/g)?.length, 1)
    t.match(body, 'data-cart-count="0"')
    t.match(body, /basket/)
    if (status !== '500') t.match(body, 'Said why.')
    t.notMatch(body, 'password_hash')
    t.notMatch(body, `>${status}<`)
  })
}

t.test('what became of a change that failed is left open', async t => {
  const visitor = new Visitor(app)
  t.match((await visitor.post('/fails/500')).body, 'Whether it was done before that, we cannot say')
  t.notMatch((await visitor.get('/fails/500')).body, 'Whether it was done')
})

t.test('how long to wait is said in words and to machines', async t => {
  const { body, headers } = await new Visitor(app).get('/fails/429')
  t.match(body, 'Please wait 4 minutes and try again')
  t.equal(headers['retry-after'], '240')
  t.equal((await new Visitor(app).get('/fails/503')).headers['retry-after'], '5')
  for (const [seconds, words] of [[0.4, '1 second'], [5, '5 seconds'], [90, '90 seconds'], [91, '2 minutes'], [900, '15 minutes']] as const) t.equal(translator('en')(sayWait(seconds)), words)
})

t.test('they are pages also where nothing is for sale', async t => {
  await app.db.query('truncate category cascade')
  await app.catalog.refresh()
  t.teardown(() => app.catalog.refresh())
  for (const status of Object.keys(ERRORS)) {
    const { statusCode, body } = await new Visitor(app).get(`/fails/${status}`)
    t.equal(statusCode, Number(status))
    t.match(body, '<h1>')
  }
  t.notMatch((await new Visitor(app).get('/fails/404')).body, 'class="chips"')
})

t.test('what an error says is never markup', async t => {
  app.log.level = 'silent'
  ERRORS['404'] = { error: new NotFound('<b>bold</b>'), title: '' }
  t.match((await new Visitor(app).get('/fails/404')).body, '&lt;b&gt;bold&lt;/b&gt;')
})
