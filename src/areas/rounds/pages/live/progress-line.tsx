/**
 * How far a round is, in one line and one bar: subscribers, share, time left; ordinary SMS, rate, when it was heard. Once it
 * is over: how many it reached, from when to when.
 */
import type { ReactNode } from 'react'
import { duration, grouped, percent } from '../../../../web/numbers.ts'
import { Figure } from '../../../../web/parts/figure.tsx'
import { shownTime } from '../../../../web/times.ts'
import type { RoundLive } from '../../model.ts'
import { type Course, reachedOf } from './course.ts'
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
  return (
    <Line
      title={t('progress.title')}
      count={done}
      largest={audience}
      whole={<Figure value={audience} unit={props.unit} asOf={live.heardAt} />}
      audience={audience}
      right={
        isSending
          ? live.secondsLeft === null
            ? t('progress.leftUnknown')
            : t('progress.left', { time: duration(live.secondsLeft, spoken) })
          : t(`progress.${over(live.round.state)}`)
      }
    >
      <Figure value={progress.segments} unit={terms('unit.segments')} asOf={live.heardAt} />
      {isSending && (
        <>
          <Dot />
          <span className="loa-figure">
            {grouped(Math.round(props.segmentsPerSecond), spoken)} {terms('unit.segmentsPerSecond')}
          </span>
        </>
      )}
      <span className={classes.heard}>
        {live.heardAt === null
          ? t('progress.neverHeard')
          : t('progress.heard', { time: shownTime(live.heardAt, 'clock', spoken) })}
      </span>
    </Line>
  )
}

/** Of a round that is over: nothing of it is hundred per cent while somebody has not got it. */
export function CourseLine(props: {
  readonly live: RoundLive
  readonly progress: Progress
  readonly course: Course
  readonly receipts: 'last' | 'all' | 'none'
  readonly unit: string
}) {
  const { t, terms, spoken } = useWords()
  const { live, progress, course, receipts, unit } = props
  const { audience } = progress
  const { startedAt, endedAt } = course
  const reached = reachedOf(live.sum.turns, receipts)
  const seconds = (Date.parse(endedAt) - Date.parse(startedAt ?? endedAt)) / 1000
  const time = (at: string) => shownTime(at, 'full', spoken)
  return (
    <Line
      title={t('course.title')}
      count={reached}
      largest={reached}
      whole={
        <>
          {grouped(audience, spoken)} {unit} {t(receipts === 'none' ? 'course.accepted' : 'course.delivered')}
        </>
      }
      audience={audience}
      right={t(live.round.state === 'stopped' ? 'progress.stopped' : 'progress.finished')}
    >
      <span>
        {t(receipts === 'none' ? 'course.notAccepted' : 'course.notDelivered', {
          amount: `${grouped(audience - reached, spoken)} ${unit}`,
        })}
      </span>
      <Dot />
      <Figure value={progress.segments} unit={terms('unit.segments')} />
      <span className={classes.heard}>
        {startedAt === null
          ? t('course.never', { end: time(endedAt) })
          : t('course.span', { start: time(startedAt), end: time(endedAt), length: duration(seconds, spoken) })}
      </span>
    </Line>
  )
}

function Line(props: {
  readonly title: string
  readonly count: number
  /** That it can become: its room is kept. */
  readonly largest: number
  readonly whole: ReactNode
  readonly audience: number
  readonly right: string
  readonly children: ReactNode
}) {
  const { spoken } = useWords()
  const { title, count, audience } = props
  const share = percent(count, audience, spoken)
  return (
    <section className={classes.progress} aria-label={title}>
      <div className={classes.line}>
        <span className={classes.main}>
          <span className={classes.count} data-largest={grouped(props.largest, spoken)}>
            {grouped(count, spoken)}
          </span>{' '}
          / {props.whole}
        </span>
        <span className={classes.share}>{share}</span>
        <span className={classes.left}>{props.right}</span>
      </div>
      <div
        className={classes.bar}
        role="progressbar"
        aria-label={title}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={audience === 0 ? 0 : Math.floor((count / audience) * 100)}
        aria-valuetext={share}
      >
        <div style={{ width: audience === 0 ? 0 : `${(count / audience) * 100}%` }} />
      </div>
      <div className={classes.under}>{props.children}</div>
    </section>
  )
}

function Dot() {
  return (
    <span className={classes.dot} aria-hidden="true">
      ·
    </span>
  )
}

function over(state: RoundLive['round']['state']): 'paused' | 'finished' | 'stopped' | 'waiting' {
  return state === 'paused' || state === 'finished' || state === 'stopped' ? state : 'waiting'
}
