import { scaleBand, scaleLinear, scaleUtc } from 'd3-scale'
import { area } from 'd3-shape'

/** One figure of one day (YYYY-MM-DD). */
export interface Point { day: string, value: number }

/** The words of an axis. */
export interface Axes {
  sayValue (value: number): string
  sayDay (day: string): string
  /** Whether halves are shown at the axis: money may be parted, orders may not. */
  whole: boolean
}

/** A drawing for one width, in the units of its viewBox. The template only writes it down. */
export interface Drawing {
  width: number
  height: number
  /** Of the field of the bars. */
  left: number
  right: number
  bottom: number
  bars: ReadonlyArray<{ x: number, y: number, width: number, height: number }>
  /** The outline of a surface, where there are more days than bars can be told apart; else empty. */
  surface: string
  lines: ReadonlyArray<{ y: number, text: string }>
  days: ReadonlyArray<{ x: number, text: string }>
}

/** Wide, and narrow for phones: its letters are as high, so fewer fit. */
export interface Chart { wide: Drawing, narrow: Drawing }

interface Size { width: number, height: number, left: number, mostDays: number, mostLines: number, mostBars: number }

const WIDE: Size = { width: 560, height: 210, left: 60, mostDays: 8, mostLines: 5, mostBars: 120 }
const NARROW: Size = { width: 330, height: 220, left: 58, mostDays: 4, mostLines: 4, mostBars: 45 }
const [TOP, RIGHT, BOTTOM] = [12, 8, 26]

/** Bars for days, or a surface for many of them. There must be one point at least; none may be below 0. */
export function drawChart (points: readonly Point[], axes: Axes): Chart {
  return { wide: draw(points, axes, WIDE), narrow: draw(points, axes, NARROW) }
}

function draw (points: readonly Point[], { sayValue, sayDay, whole }: Axes, { width, height, left, mostDays, mostLines, mostBars }: Size): Drawing {
  const [right, bottom] = [width - RIGHT, height - BOTTOM]
  const up = scaleLinear([0, Math.max(1, ...points.map(({ value }) => value))], [bottom, TOP]).nice(mostLines - 1)
  const band = scaleBand(points.map(({ day }) => day), [left, right]).padding(0.3)
  const middle = (day: string): number => (band(day) ?? left) + band.bandwidth() / 2
  const isSurface = points.length > mostBars
  const every = Math.ceil(points.length / mostDays)
  return {
    width,
    height,
    left,
    right,
    bottom,
    bars: isSurface ? [] : points.map(({ day, value }) => ({ x: round(band(day) ?? left), y: round(up(value)), width: round(band.bandwidth()), height: round(bottom - up(value)) })),
    surface: isSurface ? surfaceOf(points, up, [left, right]) : '',
    lines: up.ticks(mostLines - 1).filter(value => !whole || Number.isInteger(value)).map(value => ({ y: round(up(value)), text: sayValue(value) })),
    days: points.filter((_, at) => at % every === 0).map(({ day }) => ({ x: round(Math.min(middle(day), right - 18)), text: sayDay(day) }))
  }
}

function surfaceOf (points: readonly Point[], up: (value: number) => number, range: [number, number]): string {
  const along = scaleUtc([new Date(points[0]?.day ?? 0), new Date(points.at(-1)?.day ?? 0)], range)
  const path = area<Point>().x(({ day }) => along(new Date(day))).y1(({ value }) => up(value)).y0(up(0)).digits(1)
  return path([...points]) ?? ''
}

function round (value: number): number {
  return Math.round(value * 10) / 10
}
