/**
 * Lines or stacked bands over time, drawn by uPlot. Beside it always a table of the same figures (charts.tsx); to a
 * screen reader it is a picture with a sentence.
 *
 * Colours are Okabe and Ito's; lines also differ by their dashes, bands by their order, both named in the legend, which
 * shows the figures where the pointer is.
 */
import 'uplot/dist/uPlot.min.css'
import { useComputedColorScheme } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import UPlot from 'uplot'
import { useLanguage } from '../../../../web/i18n.ts'
import { shownTime } from '../../../../web/times.ts'
import type { Columns } from './chart-data.ts'
import classes from './live.module.css'

const HEIGHT = 240
const LINE_COLOURS = {
  light: ['#005f95', '#b35900', '#00745a', '#8f3f79', '#6b5d00', '#474d54'],
  dark: ['#79c4f2', '#f0a64c', '#4fcfa6', '#e3a3cf', '#e6d94f', '#c3c9d0'],
} as const
const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 2], [1, 2]] as const

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
  /** In the order of the series; without them those of lines. */
  readonly colours?: Readonly<Record<'light' | 'dark', readonly string[]>>
  readonly axis: (value: number) => string
  readonly axisWidth: number
  readonly max: number | null
  readonly children: ReactNode
}) {
  const scheme = useComputedColorScheme('light')
  const spoken = useLanguage()
  const colours = (props.colours ?? LINE_COLOURS)[scheme]
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<UPlot | null>(null)
  const [pointed, setPointed] = useState<number | null>(null)
  const { drawn, kind } = props
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
        scales: { y: { range: (_, __, top) => [0, props.max ?? Math.max(1, top * 1.05)] } },
        axes: [
          {
            stroke: ink,
            grid,
            ticks: grid,
            font: FONT,
            space: 90,
            incrs: [...SECONDS],
            values: (_, ticks) =>
              ticks.map(tick => shownTime(new Date(tick * 1000).toISOString(), 'clock', spoken)),
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
            stroke: colours[i % colours.length],
            width: kind === 'lines' ? 2 : 1,
            points: { show: false },
            ...(kind === 'lines'
              ? { dash: [...DASHES[i % DASHES.length]] }
              : { fill: colours[i % colours.length] }),
          })),
        ],
        hooks: { setCursor: [({ cursor }) => setPointed(cursor.idx ?? null)] },
      },
      dataOf(drawn, kind),
      element,
    )
    chart.current = plot
    const watch = new ResizeObserver(() =>
      plot.setSize({ width: element.clientWidth || 320, height: HEIGHT }),
    )
    watch.observe(element)
    return () => {
      watch.disconnect()
      plot.destroy()
      chart.current = null
    }
  }, [scheme, spoken, series, kind, props.max, props.axisWidth])

  useEffect(() => {
    chart.current?.setData(dataOf(drawn, kind))
  }, [drawn, kind])

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
            {shownTime(new Date(drawn.at[at] * 1000).toISOString(), 'clock', spoken)}
          </div>
          <ul className={classes.legend} aria-hidden="true">
            {props.names.map((name, i) => (
              <li key={name}>
                <Swatch kind={kind} colour={colours[i % colours.length]} dash={DASHES[i % 6]} />
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
const SECONDS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400,
]
/** Steps of counts: there is no half of one. */
const WHOLE = Array.from({ length: 10 }, (_, power) =>
  [1, 2, 5].map(step => step * 10 ** power),
).flat()

const FONT = "12px 'Be Vietnam Pro', system-ui, sans-serif"

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
  readonly colour: string
  readonly dash: readonly number[]
}) {
  return (
    <svg width="26" height="12" viewBox="0 0 26 12" aria-hidden="true" focusable="false">
      {props.kind === 'bands' ? (
        <rect width="26" height="12" fill={props.colour} />
      ) : (
        <line
          x1="0"
          x2="26"
          y1="6"
          y2="6"
          stroke={props.colour}
          strokeWidth="3"
          strokeDasharray={props.dash.join(' ')}
        />
      )}
    </svg>
  )
}
