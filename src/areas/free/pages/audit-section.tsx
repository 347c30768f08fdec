/** One direction of an audit: its sums, by service, by day and by operator. */

import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { whyWords } from '../../../audit/audit-words.ts'
import type { AuditSummary } from '../../../audit/summary.ts'
import { duration, grouped } from '../../../web/numbers.ts'
import { FigureTable } from '../../../web/parts/figure-table.tsx'
import { Panel } from '../../../web/parts/page.tsx'
import type { FreeAudit } from '../model.ts'
import classes from './audit-charts.module.css'
import { daysOf, type Group, groupsOf, type Measure } from './audit-data.ts'
import { dayOf } from './audit-days.ts'
import { moneyOf } from './money.ts'
import { overviewQuery } from './queries.ts'
import { useWords } from './words.ts'

/* Sums of days as a picture: one column a day, with a table of the same figures below it. */

interface DayColumn {
  /** `2026-02-01`. */
  readonly day: string
  readonly value: number
}

/** One column a day. The table of the same figures is below it. */
function Columns(props: {
  readonly title: string
  /** What a screen reader says in place of the picture. */
  readonly sentence: string
  /** The height of the picture. */
  readonly most: string
  readonly columns: readonly DayColumn[]
  readonly shownDay: (day: string) => string
}) {
  const { columns, shownDay } = props
  const top = Math.max(...columns.map(({ value }) => value), 1)
  const first = columns.at(0)
  const last = columns.at(-1)
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>{props.title}</figcaption>
      <div role="img" aria-label={props.sentence} style={{ maxWidth: widthMax(columns.length) }}>
        <div className={`${classes.most} loa-figure`}>{props.most}</div>
        <div className={classes.columns}>
          {columns.map(({ day, value }) => (
            <span
              key={day}
              className={classes.column}
              data-none={value === 0 || undefined}
              style={{ height: `${(100 * value) / top}%` }}
            />
          ))}
        </div>
        <div className={classes.days}>
          <span className="loa-figure">{first === undefined ? '' : shownDay(first.day)}</span>
          <span className="loa-figure">{last === undefined || last === first ? '' : shownDay(last.day)}</span>
        </div>
      </div>
    </figure>
  )
}

/** Wide enough for both dates below it. */
const TWO_DAYS_REM = 14
const DAY_REM = 3

/** Few days are a narrow picture, not a few columns at its edge. */
function widthMax(days: number): string {
  return `${days < 2 ? DAY_REM * 2 : Math.max(TWO_DAYS_REM, DAY_REM * days)}rem`
}

type Which = 'wrong' | 'claimed'

export function AuditSection(props: { is: Which; title: string; lead: string; audit: FreeAudit }) {
  const { t } = useWords()
  const { is, audit } = props
  const section = audit.summary[is] as NonNullable<AuditSummary['claimed']>
  if (section.records === 0)
    return (
      <Panel title={props.title}>
        <p>{t(`audit.${is}None`)}</p>
      </Panel>
    )
  return (
    <Panel title={props.title}>
      <p className="loa-quiet">{props.lead}</p>
      <Days is={is} audit={audit} cells={section.cells} />
      <Grouped is={is} audit={audit} cells={section.cells} by="service" />
      <Grouped is={is} audit={audit} cells={section.cells} by="operator" />
      {is === 'claimed' && <Whys why={section.why} />}
      {is === 'wrong' && audit.summary.wrong.cut > 0 && (
        <p className="loa-quiet">
          {t('audit.cut', { cut: audit.summary.wrong.cut, proportional: audit.summary.wrong.proportional })}
        </p>
      )}
    </Panel>
  )
}

/** What the pictures of a direction show: money to be given back; of claims, how many. */
const SHOWN: Readonly<Record<Which, Measure>> = { wrong: 'refund', claimed: 'records' }

interface Given {
  readonly is: Which
  readonly audit: FreeAudit
  readonly cells: AuditSummary['wrong']['cells']
}

function useFigures({ is, audit }: Given) {
  const { t, spoken } = useWords()
  const currency = { code: audit.currency, decimals: audit.amountDecimals }
  const figure = (group: Group, measure: Measure) => {
    if (measure === 'charged' || measure === 'refund') return moneyOf(group[measure], currency, spoken)
    if (measure === 'seconds') return group.seconds === 0 ? '–' : duration(group.seconds, spoken)
    if (measure === 'octets' && group.octets === 0) return '–'
    return grouped(group[measure], spoken)
  }
  const measures: readonly Measure[] =
    is === 'wrong' ? ['refund', 'records', 'seconds', 'octets'] : ['records', 'seconds', 'octets', 'charged']
  /** By itself, so with its unit. */
  const whole = (group: Group, measure: Measure) =>
    measure === 'records' ? `${figure(group, measure)} ${t('audit.records')}` : figure(group, measure)
  return { figure, whole, measures, headings: measures.map(measure => t(`audit.${measure}`)) }
}

function Grouped(given: Given & { readonly by: 'service' | 'operator' }) {
  const { t } = useWords()
  const { is, cells, by } = given
  const { figure, measures, headings } = useFigures(given)
  const overview = useQuery(overviewQuery)
  const title = (key: string | null) => {
    if (key === null) return t(`audit.no.${by}`)
    if (by === 'operator') return key
    const known = overview.data?.services.find(({ service }) => service.id === key)
    return known?.service.title ?? key
  }
  return (
    <FigureTable
      label={`${t(`audit.${is}`)}: ${t(`audit.by.${by}`)}`}
      caption={t(`audit.by.${by}`)}
      isCaptionShown
      head={[t(`audit.${by}`), ...headings]}
      rows={groupsOf(cells, by, SHOWN[is]).map(group => ({
        key: group.key ?? '',
        name: title(group.key),
        bar: group[SHOWN[is]],
        figures: measures.map(measure => figure(group, measure)),
      }))}
    />
  )
}

function Days(given: Given) {
  const { t } = useWords()
  const { is, cells } = given
  const { figure, whole, measures, headings } = useFigures(given)
  const groups = groupsOf(cells, 'day', SHOWN[is])
  const days = daysOf(groups)
  const most = groups.reduce((top, group) => (group[SHOWN[is]] > top[SHOWN[is]] ? group : top))
  const [first, last] = [days?.at(0)?.key ?? '', days?.at(-1)?.key ?? '']
  return (
    <Stack gap="xs">
      {days !== null && (
        <Columns
          title={t('audit.by.day')}
          sentence={t('audit.daysSentence', {
            what: headings[0],
            first: dayOf(first),
            last: dayOf(last),
            most: whole(most, SHOWN[is]),
          })}
          most={t('audit.most', { most: whole(most, SHOWN[is]) })}
          columns={days.map(group => ({ day: group.key ?? '', value: group[SHOWN[is]] }))}
          shownDay={dayOf}
        />
      )}
      <details>
        <summary>{t('audit.daysTable')}</summary>
        <FigureTable
          label={`${t(`audit.${is}`)}: ${t('audit.by.day')}`}
          caption={t('audit.by.day')}
          isCaptionShown
          head={[t('audit.day'), ...headings]}
          rows={groups.map(group => ({
            key: group.key ?? '',
            name: group.key === null ? t('audit.no.day') : dayOf(group.key),
            bar: group[SHOWN[is]],
            figures: measures.map(measure => figure(group, measure)),
          }))}
        />
      </details>
    </Stack>
  )
}

function Whys({ why }: { why: NonNullable<AuditSummary['claimed']>['why'] }) {
  const { t, spoken } = useWords()
  return (
    <FigureTable
      label={`${t('audit.claimed')}: ${t('audit.by.why')}`}
      caption={t('audit.by.why')}
      isCaptionShown
      head={[t('audit.why'), t('audit.records')]}
      rows={why
        .toSorted((a, b) => b.records - a.records)
        .map(each => ({
          key: each.why,
          name: whyWords(each.why, spoken),
          bar: each.records,
          figures: [grouped(each.records, spoken)],
        }))}
    />
  )
}
