/**
 * Steps of rates or stacked bands over time, drawn by uPlot, with a mark where something was done. Beside it always a table
 * of the same figures (charts.tsx); to a screen reader it is a picture with a sentence.
 *
 * Lines differ by colour, dashes and width (line-styles.ts), bands by colour and order; the legend names them and shows the
 * figures where the pointer is.
 */
import 'uplot/dist/uPlot.min.css'
import { useComputedColorScheme } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import UPlot from 'uplot'
import { useLanguage } from '../../../../web/i18n.ts'
import { shownTime } from '../../../../web/times.ts'
import type { Columns } from './chart-data.ts'
import type { LineStyle } from './line-styles.ts'
import classes from './live.module.css'

const HEIGHT = 240

/** Something that was done at an instant, by a sign that the list below explains. */
export interface Sign {
  readonly atMs: number
  readonly sign: string
}

export function TimeChart(props: {
  readonly title: string
  /** What the axis counts in. */
  readonly unit: string
  /** What a screen reader says in place of the picture. */
  readonly sentence: string
  readonly kind: 'lines' | 'bands'
  /** As they are drawn: bands lie on each other, the last one highest. */
  readonly drawn: Columns
  readonly names: readonly string[]
  /** The figure of a series at a point, with its unit. */
  readonly figure: (series: number, point: number) => string
  /** In the order of the series; of bands the colour alone counts. */
  readonly styles: readonly LineStyle[]
  readonly signs: readonly Sign[]
  /** What is said of the point that is pointed at, or of the last. */
  readonly when: (point: number) => string
  readonly axis: (value: number) => string
  readonly axisWidth: number
  readonly max: number | null
  readonly children: ReactNode
}) {
  const scheme = useComputedColorScheme('light')
  const spoken = useLanguage()
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<UPlot | null>(null)
  const [pointed, setPointed] = useState<number | null>(null)
  const { drawn, kind, styles } = props
  const signs = useRef(props.signs)
  signs.current = props.signs
  const axis = useRef(props.axis)
  axis.current = props.axis
  const series = drawn.columns.length

  useEffect(() => {
    const element = box.current
    if (element === null) return
    const ink = scheme === 'dark' ? '#c9cfd6' : '#495057'
    const grid = { stroke: scheme === 'dark' ? '#3a3f45' : '#dee2e6', width: 1 }
    const plot = new UPlot(
      {
        width: element.clientWidth || 320,
        height: HEIGHT,
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false } },
        padding: [SIGN_PX, null, null, null],
        scales: {
          x: { range: (_, from, to) => [from, endOf(signs.current, from, to)] },
          y: { range: (_, __, top) => [0, props.max ?? Math.max(1, top * 1.05)] },
        },
        axes: [
          {
            stroke: ink,
            grid,
            ticks: grid,
            font: FONT,
            space: 90,
            incrs: [...SECONDS],
            values: (_, ticks) => ticks.map(tick => shownTime(new Date(tick * 1000).toISOString(), 'clock', spoken)),
          },
          {
            stroke: ink,
            grid,
            ticks: grid,
            font: FONT,
            size: props.axisWidth,
            incrs: [...WHOLE],
            values: (_, ticks) => ticks.map(tick => axis.current(tick)),
          },
        ],
        series: [
          {},
          ...order(series, kind).map(i => ({
            stroke: styles[i].colour[scheme],
            width: kind === 'lines' ? styles[i].width : 1,
            points: { show: false },
            ...(kind === 'lines' ? { dash: [...styles[i].dash], paths: STEPS } : { fill: styles[i].colour[scheme] }),
          })),
        ],
        hooks: {
          draw: [plot => drawSigns(plot, signs.current, ink)],
          setCursor: [({ cursor }) => setPointed(cursor.idx ?? null)],
        },
      },
      dataOf(drawn, kind),
      element,
    )
    chart.current = plot
    const watch = new ResizeObserver(() => plot.setSize({ width: element.clientWidth || 320, height: HEIGHT }))
    watch.observe(element)
    return () => {
      watch.disconnect()
      plot.destroy()
      chart.current = null
    }
  }, [scheme, spoken, series, kind, styles, props.max, props.axisWidth])

  useEffect(() => {
    chart.current?.setData(dataOf(drawn, kind))
  }, [drawn, kind, props.signs])

  const last = drawn.at.length - 1
  const at = pointed !== null && pointed <= last ? pointed : last
  return (
    <figure className={classes.chart}>
      <figcaption>
        {props.title} <span className={classes.unit}>{props.unit}</span>
      </figcaption>
      <div ref={box} className={classes.canvas} role="img" aria-label={props.sentence} />
      {last >= 0 && (
        <>
          <div className={classes.at} aria-hidden="true">
            {props.when(at)}
          </div>
          <ul className={classes.legend} aria-hidden="true">
            {props.names.map((name, i) => (
              <li key={name}>
                <Swatch kind={kind} scheme={scheme} of={styles[i]} />
                {name}: <span className="loa-figure">{props.figure(i, at)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {props.children}
    </figure>
  )
}

/** Steps of the axis of time: no finer than what is said of it. */
const SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400]
/** Steps of counts: there is no half of one. */
const WHOLE = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map(step => step * 10 ** power)).flat()

const FAMILY = "'Be Vietnam Pro', system-ui, sans-serif"
const FONT = `12px ${FAMILY}`

/** A rate is that of the whole interval before its point. */
const STEPS = UPlot.paths.stepped!({ align: -1 })

/** Room above the chart for signs, in CSS pixels. */
const SIGN_PX = 18

/** With a sign a little after the last figure, such as of a stop. */
function endOf(signs: readonly Sign[], from: number, to: number): number {
  const near = signs.map(({ atMs }) => atMs / 1000).filter(at => at < to + (to - from) / 5)
  return Math.max(to, ...near)
}

/** A fine line through the chart, its sign above it. */
function drawSigns(plot: UPlot, signs: readonly Sign[], ink: string): void {
  const { ctx, bbox } = plot
  const { min, max } = plot.scales.x
  const pixel = devicePixelRatio
  ctx.save()
  ctx.strokeStyle = ink
  ctx.fillStyle = ink
  ctx.lineWidth = pixel
  ctx.textAlign = 'center'
  ctx.font = `${13 * pixel}px ${FAMILY}`
  for (const { atMs, sign } of signs) {
    const at = atMs / 1000
    if (min === undefined || max === undefined || at < min || at > max) continue
    const x = Math.round(plot.valToPos(at, 'x', true))
    ctx.setLineDash([3 * pixel, 3 * pixel])
    ctx.beginPath()
    ctx.moveTo(x, bbox.top)
    ctx.lineTo(x, bbox.top + bbox.height)
    ctx.stroke()
    ctx.fillText(sign, x, bbox.top - 4 * pixel)
  }
  ctx.restore()
}

/** The highest band first: each lower one is painted over it. */
function order(series: number, kind: 'lines' | 'bands'): readonly number[] {
  const places = Array.from({ length: series }, (_, i) => i)
  return kind === 'bands' ? places.reverse() : places
}

function dataOf(drawn: Columns, kind: 'lines' | 'bands'): UPlot.AlignedData {
  const columns = order(drawn.columns.length, kind).map(i => [...drawn.columns[i].values])
  return [[...drawn.at], ...columns]
}

function Swatch(props: {
  readonly kind: 'lines' | 'bands'
  readonly scheme: 'light' | 'dark'
  readonly of: LineStyle
}) {
  const { colour, dash, width } = props.of
  return (
    <svg width="26" height="12" viewBox="0 0 26 12" aria-hidden="true" focusable="false">
      {props.kind === 'bands' ? (
        <rect width="26" height="12" fill={colour[props.scheme]} />
      ) : (
        <line
          x1="0"
          x2="26"
          y1="6"
          y2="6"
          stroke={colour[props.scheme]}
          strokeWidth={width}
          strokeDasharray={dash.join(' ')}
        />
      )}
    </svg>
  )
}
