/** One figure: its exact value, when it held, and what it was counted from down to the records; worked out again here. */
import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Report } from '../../../report/document.ts'
import type { Prose } from '../../../report/documents/prose.ts'
import type { Citation, Figure, FigureRecord, Part } from '../../../report/figure.ts'
import { dateName } from '../../../report/months.ts'
import { exact } from '../../../report/words.ts'
import { isSound } from '../../../report/working-out.ts'
import { grouped } from '../../../web/numbers.ts'
import { TextLink } from '../../../web/parts/page.tsx'
import { Facts, Records } from '../../../web/parts/records.tsx'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { Notice } from '../../../web/parts/states.tsx'
import classes from './figures.module.css'
import { shownMonth } from './month-name.ts'
import { linksOf } from './record-links.ts'
import { useWords } from './words.ts'

/** Parts that are shown at once; more are shown when they are asked for. */
const PARTS_SHOWN = 30
const PARTS_MORE = 200

export function Derivation({ figure, prose }: { figure: Figure; prose: Prose<Report> }) {
  const { t } = useWords()
  const { derivation, isFinal } = figure
  return (
    <Stack gap="md">
      <p className={classes.exact}>{prose.exact(figure)}</p>
      <Facts
        facts={[
          [t('figure.said'), prose.said(figure)],
          [t('figure.asOf'), prose.heldAt(figure)],
          [
            t('figure.standing'),
            <StateBadge look={isFinal ? 'good' : 'warn'}>{t(isFinal ? 'figure.final' : 'figure.soFar')}</StateBadge>,
          ],
          derivation.is === 'counted' && [t('figure.how'), derivation.how[prose.language]],
        ]}
      />
      {derivation.is === 'counted' ? (
        <Counted figure={figure} parts={derivation.parts} prose={prose} />
      ) : (
        <Cited figure={figure} citations={derivation.citations} prose={prose} />
      )}
    </Stack>
  )
}

export function MissingFigure() {
  const { t } = useWords()
  return <Notice gravity="info">{t('figure.missingWhy')}</Notice>
}

function Counted(props: { figure: Figure; parts: readonly Part[]; prose: Prose<Report> }) {
  const { t, spoken } = useWords()
  const { figure, parts, prose } = props
  const [shown, setShown] = useState(PARTS_SHOWN)
  const count = grouped(parts.length, spoken)
  const more = Math.min(PARTS_MORE, parts.length - shown)
  return (
    <>
      {isSound(figure) ? (
        <p>{t('figure.sound', { count })}</p>
      ) : (
        <Notice gravity="bad" role="alert">
          {t('figure.unsound', { count })}
        </Notice>
      )}
      {parts.length > 0 && (
        <div>
          <h3 id="figure-parts" className={classes.parts}>
            {t('figure.parts')}
          </h3>
          <ol aria-labelledby="figure-parts" className={classes.list}>
            {parts.slice(0, shown).map(({ label, value, record }, at) => (
              <li key={at} className={classes.part}>
                <div className={classes.line}>
                  <strong>{label[prose.language]}</strong>
                  <span className={classes.value}>{exact(value, figure.unit, prose.language)}</span>
                </div>
                <RecordOf record={record} month={prose.report.month} />
              </li>
            ))}
          </ol>
        </div>
      )}
      {more > 0 && (
        <Button variant="default" style={{ alignSelf: 'flex-start' }} onClick={() => setShown(shown + more)}>
          {t('figure.more', { count: grouped(more, spoken) })}
        </Button>
      )}
    </>
  )
}

function RecordOf({ record, month }: { record: FigureRecord; month: string }) {
  const { t, spoken } = useWords()
  const proof = [
    ...('directive' in record ? [t('record.directive', { id: record.directive })] : []),
    ...('sha256' in record ? [`SHA-256 ${record.sha256}`] : []),
  ]
  return (
    <>
      <div className={classes.record}>
        {record.is === 'return' && <span>{t('record.return')}</span>}
        {record.is === 'progress' && <span>{t('record.progress')}</span>}
        {record.is === 'screening' && <span>{t('record.screening', { month: shownMonth(record.month, spoken) })}</span>}
        {record.is === 'plays' && <span>{t('record.loudspeakers', { month: shownMonth(record.month, spoken) })}</span>}
        {record.is === 'subscriptions' && (
          <span>{t('record.subscriptions', { month: shownMonth(record.month, spoken) })}</span>
        )}
        {record.is === 'document' && <span>{record.title}</span>}
        {linksOf(record, month).map(({ word, to }) => (
          <TextLink to={to} key={to}>
            {t(word, { version: 'version' in record ? record.version : '' })}
          </TextLink>
        ))}
      </div>
      {proof.map(text => (
        <div key={text} className={`loa-mono loa-quiet ${classes.proof}`}>
          {text}
        </div>
      ))}
    </>
  )
}

function Cited(props: { figure: Figure; citations: readonly Citation[]; prose: Prose }) {
  const { t } = useWords()
  const { figure, citations, prose } = props
  const { language } = prose
  const says = ({ value, qualifier }: Citation) => {
    const said = exact(value, figure.unit, language)
    return qualifier === 'exactly' ? said : t(`figure.${qualifier}`, { said })
  }
  return (
    <>
      <p>{t(citations.length === 1 ? 'figure.cited' : 'figure.citedDiffer')}</p>
      <Records
        caption={t('figure.sources')}
        rows={citations}
        columns={[
          [t('figure.source'), ({ source }) => source[language], 'title'],
          [t('figure.sourceSays'), says],
          [t('figure.sourceOn'), ({ asOf }) => dateName(asOf)[language]],
          [t('figure.note'), ({ note }) => (note === null ? '–' : note[language])],
        ]}
      />
    </>
  )
}
