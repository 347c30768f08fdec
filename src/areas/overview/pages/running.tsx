/** Something that runs: how far it is as a bar and in figures, how fast, and each operator's part. */

import { grouped, percent } from '../../../web/numbers.ts'
import { Figure } from '../../../web/parts/figure.tsx'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { Time } from '../../../web/parts/time.tsx'
import type { Overview } from '../model.ts'
import { Figures, NamedItem, useName } from './named-item.tsx'
import classes from './overview.module.css'
import { useWords } from './words.ts'

type RunningItem = Overview['runs']['items'][number]

export function Running({ item, at }: { item: RunningItem; at: string }) {
  const { spoken } = useWords()
  const nameOf = useName()
  const { says, share, rate, parts } = item
  return (
    <div className={classes.running}>
      <NamedItem item={item} />
      <div className="loa-quiet">
        {says?.[spoken]}
        <Hours item={item} />
        {item.figures.length > 0 && ' · '}
        <Figures of={item.figures} />
      </div>
      {share !== null && share.of > 0 && (
        <>
          <div className={classes.share}>
            <span className={classes.percent}>{percent(share.done, share.of, spoken)}</span>
            <span className="loa-figure">
              {grouped(share.done, spoken)} / {grouped(share.of, spoken)}
              {`\u00a0${share.unit[spoken]}`}
            </span>
            {rate !== null && <Figure value={rate.value} unit={rate.unit[spoken]} asOf={at} />}
          </div>
          <div className={classes.track} aria-hidden="true">
            <div className={classes.done} style={{ width: `${(100 * share.done) / share.of}%` }} />
          </div>
        </>
      )}
      {parts.length > 0 && <Parts name={nameOf(item)} parts={parts} />}
    </div>
  )
}

function Hours({ item: { from, until } }: { item: RunningItem }) {
  const { t } = useWords()
  if (from === null && until === null) return null
  return (
    <>
      {from !== null && (
        <>
          {` · ${t('runs.since', { time: '' })}`}
          <Time at={from} />
        </>
      )}
      {until !== null && (
        <>
          {` ${t('runs.until', { time: '' })}`}
          <Time at={until} />
        </>
      )}
    </>
  )
}

function Parts({ name, parts }: { name: string; parts: RunningItem['parts'] }) {
  const { t, spoken } = useWords()
  return (
    <ul className={classes.parts} aria-label={t('runs.operators', { name })}>
      {parts.map(({ name: operator, says, done, of, isWell }) => (
        <li key={operator} className={classes.part}>
          <div className={classes.head}>
            <span>{operator}</span>
            <span className="loa-figure">{percent(done, of, spoken)}</span>
          </div>
          <div className={classes.track} data-size="small" aria-hidden="true">
            <div className={classes.done} style={{ width: `${of === 0 ? 0 : (100 * done) / of}%` }} />
          </div>
          <div>
            <StateBadge look={isWell ? 'busy' : 'warn'}>{says[spoken]}</StateBadge>
          </div>
        </li>
      ))}
    </ul>
  )
}
