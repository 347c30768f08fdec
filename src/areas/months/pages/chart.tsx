/** A chart or a strip of a report as a picture, drawn by the same hand as in its documents; the values stand as a table below it. */
import type { Block } from '../../../report/document.ts'
import { type Drawing, draw, INK } from '../../../report/documents/chart.ts'
import type { Prose } from '../../../report/documents/prose.ts'
import classes from './report.module.css'

export function Chart({ prose, block }: { prose: Prose; block: Extract<Block, { is: 'chart' }> }) {
  return <Picture drawing={draw(prose.chart(block))} caption={block.caption[prose.language]} />
}

export function Picture({ drawing, caption }: { drawing: Drawing; caption: string }) {
  const { width, height, shapes } = drawing
  return (
    <figure className={classes.chart}>
      <figcaption>{caption}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than a phone is pushed aside by keyboard too */}
      <section className={classes.scroll} tabIndex={0} aria-label={caption}>
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
          {shapes.map((shape, at) => (
            <ShapeOf key={at} shape={shape} />
          ))}
        </svg>
      </section>
    </figure>
  )
}

/** On either ground: lines and words take its ink, and parts have an edge, for the palest of them. */
function ShapeOf({ shape }: { shape: Drawing['shapes'][number] }) {
  switch (shape.is) {
    case 'box': {
      const { x, y, width, height, colour } = shape
      return <rect {...{ x, y, width, height }} fill={colour} stroke="currentColor" strokeWidth={0.4} />
    }
    case 'line': {
      const { x1, y1, x2, y2, colour } = shape
      return <line {...{ x1, y1, x2, y2 }} stroke={colour === INK ? 'currentColor' : 'var(--loa-line)'} />
    }
    default: {
      const { x, y, size, anchor, text } = shape
      return (
        <text {...{ x, y }} fontSize={size} textAnchor={anchor} fill="currentColor">
          {text}
        </text>
      )
    }
  }
}
