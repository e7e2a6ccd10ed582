/** True for a day of the calendar from 1970 on, as YYYY-MM-DD. */
export function isDay (text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < '1970') return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** What of two days, each of which may be left out, cannot be, as the fields From and To say it. */
export function checkDays (from: string | undefined, to: string | undefined): { from?: string, to?: string } {
  const errors: { from?: string, to?: string } = {}
  if (from && !isDay(from)) errors.from = 'From must be a date, such as 2026-11-20'
  if (to && !isDay(to)) errors.to = 'To must be a date, such as 2026-11-20'
  if (!errors.from && !errors.to && from && to && to < from) errors.to = 'To must not be before From'
  return errors
}
