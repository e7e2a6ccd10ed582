import { randomUUID } from 'node:crypto'
import fp from 'fastify-plugin'
import type { Language } from '../languages/language.ts'
import type { Db } from '../plugins/database.ts'
import { pruneRegularly } from '../plugins/jobs/regularly.ts'
import { jobPlanned } from '../plugins/signals.ts'
import { LetterWriter, type LetterName, type Letters, type WrittenLetter } from './letters.ts'
import { openTransport, Outbox, SEND_MAILS } from './outbox.ts'
import { deleteOldMails, deleteWaitingMails, saveMail } from './queries.ts'

declare module 'fastify' {
  interface FastifyInstance { mail: Mailing }
}

export interface Mailing {
  /** Writes a letter in the reader's language and puts it into the outbox, within the transaction of `db`. */
  post<Name extends LetterName> (db: Db, recipient: string, name: Name, data: Letters[Name], language: Language, waiting?: Waiting): Promise<void>
  /** Takes back, within the transaction of `db`, what waits under that topic. False where there is nothing, or it is gone already. */
  withdraw (db: Db, topic: string): Promise<boolean>
  /** Writes a letter, and posts it to nobody. */
  write<Name extends LetterName> (name: Name, data: Letters[Name], language: Language): WrittenLetter
  /** Sends what is in the outbox, once the transaction is over. Nobody waits for it. */
  deliverSoon (): void
  /** The same, and resolves when all was tried. */
  deliver (): Promise<void>
  /** The public address of a path of this shop. */
  link (path: string): string
}

/** A letter that is not sent for so many seconds, and until then can be withdrawn by its topic. */
export interface Waiting { topic: string, waitS: number }

export interface MailOptions {
  smtpUrl: string | undefined
  from: string
  /** Where the shop is; links never follow a Host header. */
  baseUrl: URL
  templates: string
  reload: boolean
}

const LOOK_INTERVAL_MS = 10_000
const PRUNE_INTERVAL_MS = 60 * 60_000

/** `app.mail`: a transactional outbox, so that what is told by mail has happened, and what has happened is told. */
export default fp<MailOptions>(async (app, { smtpUrl, from, baseUrl, templates, reload }) => {
  const writer = new LetterWriter(templates, { reload, shop: app.shop })
  const transport = smtpUrl === undefined ? undefined : await openTransport(smtpUrl)
  const outbox = new Outbox(app.db, app.log, { transport, from: () => app.shop.isNamed ? { name: app.shop.name, address: addressIn(from) } : from, host: baseUrl.hostname })

  app.decorate('mail', {
    async post (db, recipient, name, data, language, waiting = { topic: '', waitS: 0 }) {
      await saveMail(db, { mailId: randomUUID(), recipient, ...writer.write(name, data, language), ...waiting })
    },
    withdraw: async (db, topic) => await deleteWaitingMails(db, topic) > 0,
    write: (name, data, language) => writer.write(name, data, language),
    deliverSoon () { outbox.deliver().catch(() => {}) }, // it never throws
    deliver: () => outbox.deliver(),
    link: path => new URL(path, baseUrl).href
  })

  if (transport) jobPlanned.tell({ job: SEND_MAILS, everyMs: LOOK_INTERVAL_MS })
  const looking = setInterval(app.mail.deliverSoon, LOOK_INTERVAL_MS).unref()
  app.addHook('preClose', async () => {
    clearInterval(looking)
    await outbox.close()
  })
  pruneRegularly(app, 'old mails', PRUNE_INTERVAL_MS, limit => deleteOldMails(app.db, limit))
}, { name: 'mail', dependencies: ['database', 'settings'] })

/** The address of a sender, whose name may stand before it. */
function addressIn (from: string): string {
  return /<([^<>]+)>$/.exec(from)?.[1] ?? from
}
