import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { FieldErrors } from '../../accounts/forms.ts'
import { endDevices } from '../../accounts/queries.ts'
import { deleteTokens } from '../../accounts/token-queries.ts'
import { languageOf, type Language } from '../../languages/language.ts'
import { transaction, type Db } from '../../plugins/database.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { auditChange } from '../audit/change.ts'
import { findLastLocale, holdDevices, saveLock, saveUnlock, type Person } from './person-queries.ts'

const MAX_REASON = 500

export function checkReason (typed: string): FieldErrors {
  if (typed.trim() === '') return { reason: 'Say why, for colleagues who open this page later' }
  return typed.length > MAX_REASON ? { reason: `Say why in at most ${MAX_REASON} characters` } : {}
}

/**
 * Nobody logs in to the account any more: every session ends in the same transaction, links that were sent open nothing, and a login
 * that is on its way waits for this and fails (`holdPassword`). The customer is told by mail. False when a colleague was quicker.
 */
export async function lockCustomer (app: FastifyInstance, request: FastifyRequest, person: Person, reason: string): Promise<boolean> {
  return transaction(app.db, async db => {
    await holdSession(db, request)
    await holdDevices(db, person.id)
    if (!await saveLock(db, person, reason, request.customer?.name ?? '')) return false
    await endDevices(db, person.id, { except: undefined })
    await deleteTokens(db, person.id)
    // Without the reason: it may name somebody, and what is written down here outlives the account.
    await auditChange(db, request, { kind: 'customer', key: person.id, before: { locked: false }, after: { locked: true } })
    await app.mail.post(db, person.email, 'account-locked', { name: person.name, address: app.seller.lines }, await languageFor(db, person.id))
    return true
  })
}

/** The account is as it was before, but for its sessions. False when a colleague was quicker. */
export async function unlockCustomer (app: FastifyInstance, request: FastifyRequest, person: Person): Promise<boolean> {
  return transaction(app.db, async db => {
    await holdSession(db, request)
    if (!await saveUnlock(db, person)) return false
    await auditChange(db, request, { kind: 'customer', key: person.id, before: { locked: true }, after: { locked: false } })
    await app.mail.post(db, person.email, 'account-unlocked', { name: person.name, link: app.mail.link('/login') }, await languageFor(db, person.id))
    return true
  })
}

/** The language in which a customer ordered last; English where nothing tells. */
export async function languageFor (db: Db, id: string): Promise<Language> {
  return languageOf(await findLastLocale(db, id) ?? '')
}
