import type { FastifyInstance, FastifyRequest } from 'fastify'
import { raiseRevision } from '../../catalog/queries.ts'
import { transaction, type Db } from '../../plugins/database.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { parseSettings, type Settings } from '../../settings/settings.ts'
import { auditChange, type Fields } from '../audit/change.ts'
import { findSetting, raiseSettingVersion, type SettingPart } from './queries.ts'

/** The settings and the version of one part, as they stand in the database. */
export async function readSetting (db: Db, part: SettingPart): Promise<{ settings: Settings, version: number }> {
  const kept = await findSetting(db, part)
  return { settings: parseSettings(kept ? [kept] : []), version: kept?.version ?? 1 }
}

/**
 * Changes a part of the settings that has this version; false, and nothing changed, when it has another by now. `save` returns the
 * fields as they were and as they are. Every process has them within a second.
 */
export async function changeSetting (
  app: FastifyInstance, request: FastifyRequest, { part, key = part, version }: { part: SettingPart, key?: string, version: number },
  save: (db: Db, before: Settings) => Promise<{ before: Fields, after: Fields }>
): Promise<boolean> {
  const isDone = await transaction(app.db, async db => {
    await holdSession(db, request)
    const kept = await raiseSettingVersion(db, part, version)
    if (!kept) return false
    await auditChange(db, request, { kind: 'setting', key, ...await save(db, parseSettings([kept])) })
    await raiseRevision(db)
    return true
  })
  if (isDone) await app.catalog.refresh()
  return isDone
}
