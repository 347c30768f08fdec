/** A report as it reads: its sections, each figure a link to what it was counted from. */

import { Anchor, Paper, Stack } from '@mantine/core'
import type { Block, Report } from '../../../report/document.ts'
import { type Drawing, draw, INK } from '../../../report/documents/chart.ts'
import { roman } from '../../../report/documents/layout.ts'
import type { Piece, Prose } from '../../../report/documents/prose.ts'
import { drawStrip } from '../../../report/documents/strip.ts'
import { type Column, Records } from '../../../web/parts/records.tsx'
import { Notice } from '../../../web/parts/states.tsx'
import { FigureLink } from './figures.tsx'
import classes from './report.module.css'
import { useWords } from './words.ts'

export function ReportView({ prose }: { prose: Prose<Report> }) {
  const { report, language } = prose
  return (
    <Stack gap="lg">
      <Contents report={report} language={language} />
      {report.sections.map(({ id, title, blocks }, at) => (
        <Paper
          key={id}
          component="section"
          aria-labelledby={headingOf(id)}
          withBorder
          p={{ base: 'md', sm: 'lg' }}
          className={classes.section}
        >
          <h3 id={headingOf(id)} tabIndex={-1} className={classes.heading}>
            {roman(at + 1)}. {title[language]}
          </h3>
          {gathered(blocks).map((block, place) =>
            block.is === 'notices' ? (
              <NoticesOf key={place} prose={prose} notices={block} />
            ) : (
              <BlockOf key={place} prose={prose} block={block} />
            ),
          )}
        </Paper>
      ))}
    </Stack>
  )
}

const headingOf = (section: string) => `section-${section}`

function Contents({ report, language }: { report: Report; language: 'vi' | 'en' }) {
  const { t } = useWords()
  return (
    <nav aria-label={t('read.contents')}>
      <ol className={classes.contents}>
        {report.sections.map(({ id, title }, at) => (
          <li key={id}>
            <Anchor
              href={`#${headingOf(id)}`}
              underline="always"
              className="loa-target"
              onClick={event => {
                event.preventDefault()
                const heading = document.getElementById(headingOf(id))
                heading?.focus({ preventScroll: true })
                heading?.scrollIntoView()
              }}
            >
              {roman(at + 1)}. {title[language]}
            </Anchor>
          </li>
        ))}
      </ol>
    </nav>
  )
}

type NoticeBlock = Extract<Block, { is: 'notice' }>
type OtherBlock = Exclude<Block, NoticeBlock>
/** Notices of one weight that follow each other. */
interface Notices {
  readonly is: 'notices'
  readonly weight: NoticeBlock['weight']
  readonly all: NoticeBlock[]
}

function gathered(blocks: readonly Block[]): readonly (OtherBlock | Notices)[] {
  const all: (OtherBlock | Notices)[] = []
  for (const block of blocks) {
    const last = all.at(-1)
    if (block.is !== 'notice') all.push(block)
    else if (last?.is === 'notices' && last.weight === block.weight) last.all.push(block)
    else all.push({ is: 'notices', weight: block.weight, all: [block] })
  }
  return all
}

function NoticesOf({ prose, notices: { weight, all } }: { prose: Prose; notices: Notices }) {
  const { t } = useWords()
  const lines = all.map(({ runs }, at) => <Pieces key={at} prose={prose} pieces={prose.pieces(runs)} />)
  return (
    <Notice gravity={weight === 'warning' ? 'warn' : 'info'} title={t(`read.${weight}`)}>
      {lines.length === 1 ? (
        lines
      ) : (
        <ul className={classes.warnings}>
          {lines.map(line => (
            <li key={line.key}>{line}</li>
          ))}
        </ul>
      )}
    </Notice>
  )
}

function BlockOf({ prose, block }: { prose: Prose; block: OtherBlock }) {
  const { t } = useWords()
  const { language } = prose
  switch (block.is) {
    case 'paragraph':
      return (
        <p className={classes.words}>
          <Pieces prose={prose} pieces={prose.pieces(block.runs)} />
        </p>
      )
    case 'list':
      return (
        <ul className={classes.list}>
          {block.items.map((item, at) => (
            <li key={at}>
              <Pieces prose={prose} pieces={prose.pieces(item)} />
            </li>
          ))}
        </ul>
      )
    case 'table':
      return (
        <TableOf
          prose={prose}
          caption={block.caption[language]}
          head={block.head.map(each => each[language])}
          rows={block.rows.map(row => row.map(cell => prose.cell(cell)))}
        />
      )
    case 'strip':
      return <Picture drawing={drawStrip(block, language)} caption={block.caption[language]} />
    case 'chart':
      return (
        <Stack gap="md">
          <Chart prose={prose} block={block} />
          <TableOf prose={prose} caption={t('read.chartTable')} {...prose.chartTable(block)} />
        </Stack>
      )
  }
}

export function Pieces({ prose, pieces }: { prose: Prose; pieces: readonly Piece[] }) {
  return pieces.map(({ text, figure }, at) =>
    figure === null ? text : <FigureLink key={at} prose={prose} id={figure} text={text} />,
  )
}

function TableOf(props: {
  prose: Prose
  caption: string
  head: readonly string[]
  rows: readonly (readonly Piece[])[]
}) {
  const { prose, caption, head, rows } = props
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the window is pushed aside by keyboard too
    <section className={classes.scroll} tabIndex={0} aria-label={caption}>
      <Records
        caption={caption}
        isCaptionShown
        rows={rows}
        columns={head.map(
          (text, at): Column<readonly Piece[]> => [
            headingAndUnit(text),
            cells => {
              const { text, figure } = cells[at]
              return figure === null ? text : <FigureLink {...{ prose, text }} id={figure} isCell />
            },
            at === 0 ? 'title' : rows.some(row => row[at]?.figure !== null) ? 'figure' : undefined,
          ],
        )}
      />
    </section>
  )
}

/** `Đã tới máy (bản tin SMS thông thường)`: what a column counts in stands below its heading. */
function headingAndUnit(text: string): Column<unknown>[0] {
  const [, heading, unit] = /^(.+) \((.+)\)$/.exec(text) ?? []
  return heading === undefined || unit === undefined ? text : [heading, unit]
}

/* A chart or a strip of a report as a picture, drawn by the same hand as in its documents; the values stand as a table below it. */

function Chart({ prose, block }: { prose: Prose; block: Extract<Block, { is: 'chart' }> }) {
  return <Picture drawing={draw(prose.chart(block))} caption={block.caption[prose.language]} />
}

function Picture({ drawing, caption }: { drawing: Drawing; caption: string }) {
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
