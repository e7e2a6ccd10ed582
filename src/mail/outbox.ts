import type { FastifyBaseLogger } from 'fastify'
import type { Transporter } from 'nodemailer'
import type SMTPTransport from 'nodemailer/lib/smtp-transport'
import type pg from 'pg'
import { jobDone } from '../plugins/signals.ts'
import { claimMail, listDueMails, saveFailure, saveSent, type Mail } from './queries.ts'

export const SEND_MAILS = 'send mails'

const BATCH = 20
// A dozen such steps make a mail, so it is over before another process takes it for given up (`claimMail`).
const STEP_LIMIT_MS = 20_000

export interface OutboxOptions {
  /** Absent: mails stay where they are. */
  transport: Transporter | undefined
  /** Who writes, at this moment: `Pottle <shop@example.com>` */
  from: () => string | { name: string, address: string }
  /** What Message-IDs end in. */
  host: string
}

/** The way to a mail server. Its library is loaded only where there is one. */
export async function openTransport (smtpUrl: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer')
  return createTransport({ url: smtpUrl, dnsTimeout: STEP_LIMIT_MS, connectionTimeout: STEP_LIMIT_MS, greetingTimeout: STEP_LIMIT_MS, socketTimeout: STEP_LIMIT_MS } as SMTPTransport.Options)
}

/**
 * Sends what is due. A mail is claimed by one process and marked once the server has taken it; if that process dies in
 * between it is sent again, under the same Message-ID, by which mail servers know a copy.
 */
export class Outbox {
  readonly #db: pg.Pool
  readonly #log: FastifyBaseLogger
  readonly #options: OutboxOptions
  #running: Promise<void> | undefined
  #again = false

  constructor (db: pg.Pool, log: FastifyBaseLogger, options: OutboxOptions) {
    this.#db = db
    this.#log = log
    this.#options = options
  }

  /** Sends all that is due, and what becomes due meanwhile; resolves when nothing is left to try. It never throws. */
  deliver (): Promise<void> {
    if (!this.#options.transport) return Promise.resolve()
    this.#again = true
    this.#running ??= this.#run().finally(() => { this.#running = undefined })
    return this.#running
  }

  /** Resolves when no mail is under way any more. */
  async close (): Promise<void> {
    this.#again = false
    await this.#running
    this.#options.transport?.close()
  }

  async #run (): Promise<void> {
    while (this.#again) {
      this.#again = false
      try {
        const due = await listDueMails(this.#db, BATCH)
        for (const mailId of due) await this.#send(mailId)
        this.#again ||= due.length === BATCH
        jobDone.tell({ job: SEND_MAILS, failed: false })
      } catch (error) {
        this.#log.warn({ err: error }, 'the outbox cannot be read; mails wait')
        jobDone.tell({ job: SEND_MAILS, failed: true })
      }
    }
  }

  async #send (mailId: string): Promise<void> {
    const mail = await claimMail(this.#db, mailId)
    if (!mail) return
    try {
      await this.#options.transport?.sendMail(this.#message(mail))
    } catch (error) {
      // The words of the server may name the recipient: they stay beside the mail, and out of the log.
      const { code, responseCode, message } = error as { code?: unknown, responseCode?: unknown, message?: unknown }
      this.#log.warn({ mailId, code, responseCode }, 'a mail was not sent; it is tried again')
      return saveFailure(this.#db, mailId, String(message))
    }
    await saveSent(this.#db, mailId)
  }

  #message ({ mailId, recipient, subject, body, html, createdAt }: Mail) {
    const { from, host } = this.#options
    return {
      from: from(),
      to: { name: '', address: recipient },
      subject,
      text: body,
      ...html !== '' && { html },
      date: createdAt,
      messageId: `<${mailId}@${host}>`,
      headers: { 'Auto-Submitted': 'auto-generated' } // RFC 3834, so that nobody's absence note answers
    }
  }
}
