/**
 * What a chart has beside it: the signs above it and what they say, and the table of its figures. Knows no chart.
 */
import { type ReactNode, useState } from 'react'
import { shownTime } from '../../../../web/times.ts'
import type { Mark } from './chart-data.ts'
import classes from './live.module.css'
import type { Sign } from './time-chart.tsx'
import { useWords } from './words.ts'

export const SIGNS: Readonly<Record<Mark['is'] | 'throttled', string>> = {
  pause: '‖',
  resume: '▷',
  stop: '■',
  throttled: '▲',
}

/** What a sign needs of an interval. */
interface Throttled {
  readonly from: string
  readonly to: string
  readonly isThrottled: readonly boolean[]
}

export function signsOf(marks: readonly Mark[], intervals: readonly Throttled[]): readonly Sign[] {
  const throttled = intervals.filter(({ isThrottled }) => isThrottled.includes(true))
  const middle = ({ from, to }: Throttled) => (Date.parse(from) + Date.parse(to)) / 2
  // A centre that throttles all the time is one sign, not a row of them.
  const begins = throttled.filter((one, i) => throttled[i - 1]?.to !== one.from)
  return [
    ...marks.map(({ is, at }) => ({ atMs: Date.parse(at), sign: SIGNS[is] })),
    ...begins.map(one => ({ atMs: middle(one), sign: SIGNS.throttled })),
  ]
}

/** What the signs above a chart say: what was done, when and by whom. */
export function Marks(props: {
  readonly marks: readonly Mark[]
  readonly isThrottled: boolean
  /** Whether the table beside the chart says of each interval whether it was. */
  readonly isInTable?: boolean
}) {
  const { marks, isThrottled, isInTable = false } = props
  const { t, spoken } = useWords()
  if (marks.length === 0 && !isThrottled) return null
  return (
    <ul className={classes.marks} aria-label={t('mark.title')}>
      {marks.map(({ is, at, by }) => (
        <li key={`${at} ${is}`}>
          <span aria-hidden="true">{SIGNS[is]}</span> {shownTime(at, 'clock', spoken)} {t(`mark.${is}`)} ({by})
        </li>
      ))}
      {isThrottled && (
        <li>
          <span aria-hidden="true">{SIGNS.throttled}</span> {t(isInTable ? 'mark.throttled' : 'mark.throttledBriefly')}
        </li>
      )}
    </ul>
  )
}

/** Made when it is opened: its rows are many. */
export function TableBeside(props: { readonly of: string; readonly children: () => ReactNode }) {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <details onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>
        {t('charts.table')}
        <span className="loa-heard">: {props.of}</span>
      </summary>
      {isOpen && props.children()}
    </details>
  )
}
