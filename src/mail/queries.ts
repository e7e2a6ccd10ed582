import type { Db } from '../plugins/database.ts'

export interface Mail {
  mailId: string
  recipient: string
  subject: string
  body: string
  /** Empty where a letter is text alone. */
  html: string
  createdAt: Date
}

export interface NewMail extends Omit<Mail, 'createdAt'> {
  /** What it tells of; empty where it cannot be withdrawn. */
  topic: string
  /** It is not sent before. */
  waitS: number
}

/** Puts a mail into the outbox; to be run in the transaction of what it tells of. */
export async function saveMail (db: Db, { mailId, recipient, subject, body, html, topic, waitS }: NewMail): Promise<void> {
  await db.query(`
    insert into mail (mail_id, recipient, subject, body, html, topic, due_at) values ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))
  `, [mailId, recipient, subject, body, html, topic, waitS])
}

/** Takes mails about this back, as long as nobody has begun to send them, and returns how many they were. */
export async function deleteWaitingMails (db: Db, topic: string): Promise<number> {
  const { rowCount } = await db.query("delete from mail where topic = $1 and topic <> '' and sent_at is null and attempts = 0", [topic])
  return rowCount ?? 0
}

/** Keeps the database as busy as `saveMail` does, with a mail that nobody gets. */
export async function saveNoMail (db: Db, { mailId }: Pick<Mail, 'mailId'>): Promise<void> {
  await db.query('insert into mail (mail_id, recipient, subject, body, sent_at) values ($1, \'\', \'\', \'\', now())', [mailId])
}

/** Mails whose time has come, the longest waiting first. */
export async function listDueMails (db: Db, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ mailId: string }>(`
    select mail_id as "mailId" from mail where sent_at is null and due_at <= now() order by due_at limit $1
  `, [limit])
  return rows.map(({ mailId }) => mailId)
}

/**
 * Takes a mail for sending, so that no other process does. Should this one die before it says how that went, the mail is
 * due again: after five minutes, then after ten, twenty, and so on up to six hours.
 */
export async function claimMail (db: Db, mailId: string): Promise<Mail | undefined> {
  const { rows } = await db.query<Mail>(`
    update mail set attempts = attempts + 1, due_at = now() + least(interval '5 minutes' * power(2, least(attempts, 12)), interval '6 hours')
     where mail_id = $1 and sent_at is null and due_at <= now()
    returning mail_id as "mailId", recipient, subject, body, html, created_at as "createdAt"
  `, [mailId])
  return rows[0]
}

export async function saveSent (db: Db, mailId: string): Promise<void> {
  await db.query('update mail set sent_at = now(), body = \'\', html = \'\', last_error = \'\' where mail_id = $1', [mailId])
}

export async function saveFailure (db: Db, mailId: string, reason: string): Promise<void> {
  await db.query('update mail set last_error = $2 where mail_id = $1', [mailId, reason.slice(0, 500)])
}

/** The newest mails that have not been sent. */
export async function listWaitingMails (db: Db, limit: number): Promise<Mail[]> {
  const { rows } = await db.query<Mail>(`
    select mail_id as "mailId", recipient, subject, body, html, created_at as "createdAt"
      from mail where sent_at is null order by created_at desc limit $1
  `, [limit])
  return rows
}

/** The HTML of a mail that has not been sent. */
export async function findWaitingHtml (db: Db, mailId: string): Promise<string | undefined> {
  const { rows } = await db.query<{ html: string }>("select html from mail where mail_id = $1 and sent_at is null and html <> ''", [mailId])
  return rows[0]?.html
}

/** Deletes up to `limit` mails that were sent, or given up, more than 30 days ago, and returns how many they were. */
export async function deleteOldMails (db: Db, limit: number): Promise<number> {
  const { rowCount } = await db.query(`
    delete from mail where mail_id in (
      select mail_id from mail where coalesce(sent_at, created_at) < now() - interval '30 days' limit $1)
  `, [limit])
  return rowCount ?? 0
}
