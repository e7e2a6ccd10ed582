const STYLES = {
  /** `19 November 2026` */
  date: { dateStyle: 'long' },
  /** `19 Nov 2026, 08:05` */
  moment: { dateStyle: 'medium', timeStyle: 'short' },
  /** `08:05` */
  time: { hour: '2-digit', minute: '2-digit' },
  /** `19 Nov` */
  day: { day: 'numeric', month: 'short' },
  /** `19 Nov 2025` */
  dayOfYear: { day: 'numeric', month: 'short', year: 'numeric' },
  /** `Thu 19 November` */
  weekday: { weekday: 'short', day: 'numeric', month: 'long' }
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

const formats = new Map<string, Intl.DateTimeFormat>()

/** How a locale writes days and times. All are in UTC. Making a format takes longer than using it fifty times, so each is made once. */
export function dateFormat (style: keyof typeof STYLES, locale: string): Intl.DateTimeFormat {
  const key = `${locale} ${style}`
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...STYLES[style], timeZone: 'UTC' })
  formats.set(key, format)
  return format
}
