import { dateFormat } from '../../dates.ts'
import { formatMoney, type Currency } from '../../money.ts'
import { drawChart, type Axes, type Chart, type Point } from './chart.ts'
import type { SalesDay } from './queries.ts'
import type { Days } from './range.ts'
import { seriesOf, sumDays } from './sales.ts'

/** A chart with its words. */
export interface ShownChart {
  id: string
  title: string
  /** One sentence for who does not see it. */
  description: string
  drawing: Chart
  /** The same as a table, the latest day first. */
  rows: Array<{ day: string, date: string, text: string }>
}

/** Sales per day in each currency that anything was sold in, and orders per day in all of them. */
export function describeCharts (sales: readonly SalesDay[], days: Days, locale: string): ShownChart[] {
  const money = sumDays(sales).filter(({ salesCents }) => salesCents > 0).map(({ currency }) => {
    const say = (cents: number): string => formatMoney(cents, currency, locale)
    return describe({ id: `sales-${currency.toLowerCase()}`, title: `Sales per day, ${currency}`, points: seriesOf(sales, days, day => day.salesCents, currency), say, axes: axesOf(roundMoney(currency, locale), false, locale) }, locale)
  })
  const sayOrders = (count: number): string => `${count.toLocaleString(locale)} ${count === 1 ? 'order' : 'orders'}`
  const orders = describe({ id: 'orders-per-day', title: 'Orders per day', points: seriesOf(sales, days, day => day.orders), say: sayOrders, axes: axesOf(value => value.toLocaleString(locale), true, locale) }, locale)
  return [...money, orders]
}

function axesOf (sayValue: Axes['sayValue'], whole: boolean, locale: string): Axes {
  return { sayValue, sayDay: day => dateFormat('day', locale).format(dateOf(day)), whole }
}

/** At an axis there is no room for cents, and for large sums none for all their digits. */
function roundMoney (currency: Currency, locale: string): (cents: number) => string {
  const whole = new Intl.NumberFormat(locale, { style: 'currency', currency, minimumFractionDigits: 0 })
  const large = new Intl.NumberFormat(locale, { style: 'currency', currency, notation: 'compact' })
  return cents => (cents >= 1_000_000 ? large : whole).format(cents / 100)
}

function describe ({ id, title, points, say, axes }: { id: string, title: string, points: Point[], say: (value: number) => string, axes: Axes }, locale: string): ShownChart {
  const sayDate = (day: string): string => dateFormat('date', locale).format(dateOf(day))
  const [first, last] = [points.at(0)?.day ?? '', points.at(-1)?.day ?? '']
  const most = points.reduce((best, point) => point.value > best.value ? point : best, { day: first, value: 0 })
  const sum = points.reduce((total, { value }) => total + value, 0)
  return {
    id,
    title,
    description: `${first === last ? sayDate(first) : `${sayDate(first)} to ${sayDate(last)}`}: ${say(sum)} in all${most.value > 0 && first !== last ? `, most on ${sayDate(most.day)} with ${say(most.value)}` : ''}.`,
    drawing: drawChart(points, axes),
    rows: points.toReversed().map(({ day, value }) => ({ day, date: sayDate(day), text: say(value) }))
  }
}

/** `26 Oct 2026` for 2026-10-26. */
export function sayDay (day: string, locale: string): string {
  return dateFormat('dayOfYear', locale).format(dateOf(day))
}

function dateOf (day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}
