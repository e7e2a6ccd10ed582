import type pg from 'pg'
import { SMTPServer } from 'smtp-server'
import type { Test } from 'tap'

export interface Letter { subject: string, body: string }

/** The letters to an address that wait in the outbox, the oldest first. */
export async function lettersTo (db: pg.Pool, recipient: string): Promise<Letter[]> {
  const { rows } = await db.query<Letter>('select subject, body from mail where recipient = $1 and sent_at is null order by created_at', [recipient])
  return rows
}

/** The path of the link in the newest letter to an address whose subject matches. */
export async function linkTo (db: pg.Pool, recipient: string, subject: RegExp): Promise<string> {
  const letter = (await lettersTo(db, recipient)).findLast(letter => subject.test(letter.subject))
  const link = /https?:\/\/\S+/.exec(letter?.body ?? '')?.[0]
  if (!link) throw new Error(`no letter to ${recipient} with a link and a subject like ${subject}`)
  const { pathname, search } = new URL(link)
  return pathname + search
}

/** The token in such a link. */
export async function tokenTo (db: pg.Pool, recipient: string, subject: RegExp): Promise<string> {
  return new URL(await linkTo(db, recipient, subject), 'http://shop').searchParams.get('token') ?? ''
}

export interface MailServer {
  url: string
  /** What arrived, as it came over the wire. */
  received: string[]
  /** Refuses so many mails from now on. */
  refuse (count: number): void
}

/** A mail server of its own, gone when the test ends. */
export async function openMailServer (t: Test): Promise<MailServer> {
  const received: string[] = []
  let refusing = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData (stream, _session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        if (refusing > 0) {
          refusing -= 1
          return callback(new Error('not now'))
        }
        received.push(Buffer.concat(chunks).toString())
        callback()
      })
    }
  })
  const port = await new Promise<number>(resolve => {
    const listening = server.listen(0, '127.0.0.1', () => resolve((listening.address() as { port: number }).port))
  })
  t.teardown(() => new Promise<void>(resolve => server.close(() => resolve())))
  return { url: `smtp://127.0.0.1:${port}`, received, refuse (count) { refusing = count } }
}
