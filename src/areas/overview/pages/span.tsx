/** From when until when, as short as it is clear: one day is said once. */
import { shownTime } from '../../../web/times.ts'
import { daysOf, type Lasting } from './days.ts'
import { useWords } from './words.ts'

export function Span({ of }: { of: Lasting }) {
  const { spoken } = useWords()
  const days = daysOf(of)
  if (of.from === null || days === null) return null
  const from = shownTime(of.from, 'minute', spoken)
  if (of.until === null || of.until === of.from)
    return (
      <time className="loa-figure" dateTime={of.from}>
        {from}
      </time>
    )
  const isOneDay = days.first === days.last
  const until = shownTime(of.until, 'minute', spoken)
  const clock = shownTime(of.from, 'clock', spoken).slice(0, 'HH:MM'.length)
  // Each instant holds together, but in a record on a phone; between them a narrow window may break the line.
  return (
    <span>
      <time className="loa-figure" dateTime={of.from}>
        {isOneDay ? clock : from}
      </time>
      {` – `}
      <time className="loa-figure" dateTime={of.until}>
        {until}
      </time>
    </span>
  )
}
