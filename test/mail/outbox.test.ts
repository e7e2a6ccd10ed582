import t from 'tap'
import { randomUUID } from 'node:crypto'
import { transaction } from '../../src/plugins/database.ts'
import { openMailServer } from '../helpers/mail.ts'
import { openShop, openShops, PASSWORD } from '../helpers/shop.ts'

const forget = { name: 'Ann', link: 'https://shop.example/reset-password?token=x' }

t.test('a letter arrives once, however many processes send, and keeps no text behind', async t => {
  const server = await openMailServer(t)
  const { apps, app, db } = await openShops(t, 2, { smtpUrl: server.url, baseUrl: new URL('http://shop.example/') })
  await transaction(db, async client => {
    for (let i = 0; i < 30; i += 1) await app.mail.post(client, `ann${i}@example.com`, 'reset-password', forget, 'en')
  })
  await Promise.all([...apps, ...apps, ...apps].map(({ mail }) => mail.deliver()))
  t.equal(server.received.length, 30)
  const [first = ''] = server.received
  t.match(first, /^Subject: A new password for your account/m)
  t.match(first, /^Message-ID: <[0-9a-f-]{36}@shop.example>/m)
  t.match(first, /^Auto-Submitted: auto-generated/m)
  t.match(first, /^Content-Type: text\/plain/m)
  const { rows } = await db.query('select from mail where sent_at is null or body <> $1', [''])
  t.equal(rows.length, 0)
})

t.test('what a transaction that fails wanted to tell is not told', async t => {
  const server = await openMailServer(t)
  const { app, db } = await openShop(t, { smtpUrl: server.url })
  await t.rejects(transaction(db, async client => {
    await app.mail.post(client, 'ann@example.com', 'reset-password', forget, 'en')
    throw new Error('no')
  }))
  await app.mail.deliver()
  t.strictSame([server.received.length, (await db.query('select from mail')).rowCount], [0, 0])
})

t.test('a server that refuses, or is away, is tried again later, and nothing is lost', async t => {
  const server = await openMailServer(t)
  const { app, db } = await openShop(t, { smtpUrl: server.url })
  await app.mail.post(db, 'ann@example.com', 'reset-password', forget, 'en')
  server.refuse(1)
  await app.mail.deliver()
  t.equal(server.received.length, 0)
  const { rows: [waiting] } = await db.query("select attempts, last_error, due_at > now() + interval '50 seconds' as later from mail")
  t.match(waiting, { attempts: 1, last_error: /not now/, later: true })
  await app.mail.deliver()
  t.equal(server.received.length, 0, 'not before it is due')
  await db.query('update mail set due_at = now()')
  await app.mail.deliver()
  t.equal(server.received.length, 1)
})

t.test('a process that dies while it sends leaves a mail that another one sends, under the same Message-ID', async t => {
  const server = await openMailServer(t)
  const { app, db } = await openShop(t, { smtpUrl: server.url })
  await app.mail.post(db, 'ann@example.com', 'reset-password', forget, 'en')
  await app.mail.deliver()
  await db.query("update mail set sent_at = null, body = 'again', due_at = now()")
  await app.mail.deliver()
  const ids = server.received.map(text => /^Message-ID: (.*)$/m.exec(text)?.[1])
  t.equal(ids.length, 2)
  t.equal(ids[0], ids[1])
})

t.test('a letter without a page of its own has its words in the frame of all: escaped, and with no link but its own', async t => {
  const { app, db } = await openShop(t)
  await app.mail.post(db, 'ann@example.com', 'email-changes', { name: '<b>Ann</b> https://evil.example', email: 'a&b@example.com', link: 'https://shop.example/account?a=1&b=2' }, 'en')
  await app.mail.post(db, 'ann@example.com', 'account-deleted', { name: 'Ann' }, 'en')
  const { rows: [changes, deleted] } = await db.query<{ html: string }>('select html from mail order by subject')
  t.match(changes?.html, /<h1>A new e-mail address for your account<\/h1>\n<p>Hello &lt;b&gt;Ann&lt;\/b&gt; https:\/\/evil\.example,<\/p>/)
  t.match(changes?.html, '<a href="https://shop.example/account?a=1&amp;b=2">https://shop.example/account?a=1&amp;b=2</a>')
  t.equal(changes?.html.match(/<a /g)?.length, 1)
  t.match(deleted?.html, /<p>Hello Ann,<\/p>[^]*<p>Pottle<\/p>/)
})

t.test('nobody writes headers through an address or a name', async t => {
  const server = await openMailServer(t)
  const { app, db } = await openShop(t, { smtpUrl: server.url })
  await db.query('insert into mail (mail_id, recipient, subject, body) values ($1, $2, $3, $4)',
    [randomUUID(), 'ann@example.com\r\nBcc: evil@example.com', 'Hello\r\nBcc: evil@example.com', 'text'])
  await app.mail.deliver()
  t.notMatch(server.received.join(), /^Bcc:/m)
})

t.test('without a mail server the developer reads the letters, and nobody from elsewhere does', async t => {
  const { visitor, app, db } = await openShop(t)
  await visitor().post('/register', { name: 'Bo', email: 'bo@example.com', password: PASSWORD })
  await db.query("insert into mail (mail_id, recipient, subject, body) values (gen_random_uuid(), 'bo@example.com', '<b>Hi</b>', 'Hello <b>Bo</b> {{7*7}},')")
  const page = await visitor().get('/dev/mail')
  t.match(page.body, /Hello &lt;b&gt;Bo&lt;\/b&gt; \{\{7\*7\}\},/)
  t.match(page.body, /href="\/confirm-email\?token=[\w-]{32}"/)
  t.equal((await app.inject({ url: '/dev/mail', remoteAddress: '192.0.2.1' })).statusCode, 404)
  t.equal((await app.inject({ url: '/dev/mail', headers: { host: 'evil.example' } })).statusCode, 404, 'under a name that is pointed at this machine')
  const production = await openShop(t, { production: true })
  t.equal((await production.visitor().get('/dev/mail')).statusCode, 404)
})
