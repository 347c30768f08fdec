/** How far a round is, in one line and one bar: subscribers, share, time left; ordinary SMS, rate, when it was heard. */
import { duration, grouped, percent } from '../../../../web/numbers.ts'
import { Figure } from '../../../../web/parts/figure.tsx'
import { shownTime } from '../../../../web/times.ts'
import type { RoundLive } from '../../model.ts'
import classes from './live.module.css'
import type { Progress } from './operator-row.ts'
import { useWords } from './words.ts'

export function ProgressLine(props: {
  readonly live: RoundLive
  readonly progress: Progress
  readonly segmentsPerSecond: number
  /** Of one message a subscriber is one turn; of several it is several. */
  readonly unit: string
}) {
  const { t, terms, spoken } = useWords()
  const { live, progress } = props
  const { done, audience } = progress
  const isSending = live.round.state === 'running'
  const share = percent(done, audience, spoken)
  return (
    <section className={classes.progress} aria-label={t('progress.title')}>
      <div className={classes.line}>
        <span className={classes.main}>
          <span className={classes.count} data-largest={grouped(audience, spoken)}>
            {grouped(done, spoken)}
          </span>{' '}
          / <Figure value={audience} unit={props.unit} asOf={live.heardAt} />
        </span>
        <span className={classes.share}>{share}</span>
        <span className={classes.left}>
          {isSending &&
            (live.secondsLeft === null
              ? t('progress.leftUnknown')
              : t('progress.left', { time: duration(live.secondsLeft, spoken) }))}
          {!isSending && t(`progress.${over(live.round.state)}`)}
        </span>
      </div>
      <div
        className={classes.bar}
        role="progressbar"
        aria-label={t('progress.title')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={audience === 0 ? 0 : Math.floor((done / audience) * 100)}
        aria-valuetext={share}
      >
        <div style={{ width: audience === 0 ? 0 : `${(done / audience) * 100}%` }} />
      </div>
      <div className={classes.under}>
        <Figure value={progress.segments} unit={terms('unit.segments')} asOf={live.heardAt} />
        {isSending && (
          <>
            <span className={classes.dot} aria-hidden="true">
              ·
            </span>
            <span className="loa-figure">
              {grouped(Math.round(props.segmentsPerSecond), spoken)}{' '}
              {terms('unit.segmentsPerSecond')}
            </span>
          </>
        )}
        <span className={classes.heard}>
          {live.heardAt === null
            ? t('progress.neverHeard')
            : t('progress.heard', { time: shownTime(live.heardAt, 'clock', spoken) })}
        </span>
      </div>
    </section>
  )
}

function over(state: RoundLive['round']['state']): 'paused' | 'finished' | 'stopped' | 'waiting' {
  return state === 'paused' || state === 'finished' || state === 'stopped' ? state : 'waiting'
}
