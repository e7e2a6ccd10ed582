import type { Db } from '../../plugins/database.ts'
import { countDays, listKeptDays, saveDays, type SalesDay } from './queries.ts'
import { dayOf, type Days } from './range.ts'
import { stretchesToCount } from './sales.ts'

/**
 * What was ordered on each of these days. Days that are over for good are counted once, by whoever first asks for them; younger ones again
 * after five minutes, and today always. Nothing runs where nobody asks, and no order writes a sum that others write, too.
 */
export async function readSales (db: Db, days: Days, now: Date): Promise<SalesDay[]> {
  const kept = await listKeptDays(db, days.from, days.to)
  const today = dayOf(now.getTime())
  const counted: SalesDay[] = []
  for (const { from, to } of stretchesToCount(kept, days, today)) counted.push(...await countDays(db, from, to))
  const over = counted.filter(({ day }) => day < today)
  if (over.length > 0) await saveDays(db, over)
  const news = new Set(counted.map(({ day }) => day))
  return [...kept.filter(({ day }) => !news.has(day)), ...counted]
}
