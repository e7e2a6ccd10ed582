import type { Currency } from '../../money.ts'
import type { Db } from '../../plugins/database.ts'
import type { Settings } from '../../settings/settings.ts'

export type SettingPart = 'shop' | 'mail' | 'delivery' | 'taxes'

export interface VersionedSetting { setting: string, value: unknown, version: number }

/** As it stands in the database: what is in memory may be a moment older. */
export async function findSetting (db: Db, part: SettingPart): Promise<VersionedSetting | undefined> {
  const { rows } = await db.query<VersionedSetting>('select setting, value, version from setting where setting = $1', [part])
  return rows[0]
}

/** Goes on to the next version, if this is still the one that was read, and returns what was set; until the transaction ends, nobody else changes it. */
export async function raiseSettingVersion (db: Db, part: SettingPart, version: number): Promise<VersionedSetting | undefined> {
  const { rows } = await db.query<VersionedSetting>(`
    update setting set version = version + 1 where setting = $1 and version = $2 returning setting, value, version
  `, [part, version])
  return rows[0]
}

export async function saveSetting<Part extends keyof Settings> (db: Db, part: Part, value: Settings[Part]): Promise<void> {
  await db.query('update setting set value = $2 where setting = $1', [part, value])
}

export interface StoredZone {
  zone: string
  countries: string[]
  methods: Array<{
    method: string, fewestDays: number, mostDays: number
    rates: Array<{ currency: Currency, upToGrams: number, priceCents: number, freeFromCents: number | null }>
  }>
}

/** Where is delivered to how, zone by zone. */
export async function listZones (db: Db): Promise<StoredZone[]> {
  const { rows } = await db.query<StoredZone>(`
    select zone,
           coalesce((select json_agg(country order by country) from delivery_zone where delivery_zone.zone = zones.zone), '[]') as countries,
           coalesce((select json_agg(json_build_object('method', method, 'fewestDays', fewest_days, 'mostDays', most_days, 'rates', coalesce((
                              select json_agg(json_build_object('currency', currency, 'upToGrams', up_to_grams, 'priceCents', price_cents, 'freeFromCents', free_from_cents)
                                              order by up_to_grams, currency)
                                from delivery_rate as rate where rate.zone = way.zone and rate.method = way.method), '[]')) order by method desc)
                       from delivery_method as way where way.zone = zones.zone), '[]') as methods
      from (select zone from delivery_zone union select zone from delivery_method) as zones
     order by zone
  `)
  return rows
}

/** Countries that are not among these are delivered to no more; those that were in another zone are in this one. */
export async function deleteZoneCountries (db: Db, zone: string, countries: readonly string[]): Promise<void> {
  await db.query('delete from delivery_zone where zone = $1 or country = any($2)', [zone, countries])
}

export async function addZoneCountries (db: Db, zone: string, countries: readonly string[]): Promise<void> {
  await db.query('insert into delivery_zone (country, zone) select unnest($2::text[]), $1', [zone, countries])
}

export async function deleteZoneRates (db: Db, zone: string): Promise<void> {
  await db.query('delete from delivery_rate where zone = $1', [zone])
}

export async function deleteZoneMethods (db: Db, zone: string): Promise<void> {
  await db.query('delete from delivery_method where zone = $1', [zone])
}

export async function addZoneMethods (db: Db, zone: string, methods: StoredZone['methods']): Promise<void> {
  await db.query(`
    insert into delivery_method (zone, method, fewest_days, most_days)
    select $1, method, "fewestDays", "mostDays" from json_to_recordset($2) as each (method text, "fewestDays" integer, "mostDays" integer)
  `, [zone, JSON.stringify(methods)])
}

export async function addZoneRates (db: Db, zone: string, rates: Array<{ method: string } & StoredZone['methods'][number]['rates'][number]>): Promise<void> {
  await db.query(`
    insert into delivery_rate (zone, method, currency, up_to_grams, price_cents, free_from_cents)
    select $1, method, currency, "upToGrams", "priceCents", "freeFromCents"
      from json_to_recordset($2) as each (method text, currency text, "upToGrams" integer, "priceCents" integer, "freeFromCents" integer)
  `, [zone, JSON.stringify(rates)])
}

export interface TaxRateRow { country: string, taxClass: string, rateBps: number }

export async function deleteTaxRates (db: Db): Promise<void> {
  await db.query('delete from tax_rate')
}

export async function addTaxRates (db: Db, rates: readonly TaxRateRow[]): Promise<void> {
  await db.query(`
    insert into tax_rate (country, tax_class, rate_bps)
    select country, "taxClass", "rateBps" from json_to_recordset($1) as each (country text, "taxClass" text, "rateBps" integer)
  `, [JSON.stringify(rates)])
}
