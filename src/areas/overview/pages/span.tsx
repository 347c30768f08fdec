/** From when until when, as short as it is clear: one day is said once. */
import { shownTime } from '../../../web/times.ts'
import { daysOf, type Lasting } from './days.ts'
import { useWords } from './words.ts'

export function Span({ of }: { of: Lasting }) {
  const { spoken } = useWords()
  const days = daysOf(of)
  if (of.from === null || days === null) return null
  const from = shownTime(of.from, 'minute', spoken)
  if (of.until === null || of.until === of.from) return <span className="loa-figure">{from}</span>
  const isOneDay = days.first === days.last
  const until = shownTime(of.until, 'minute', spoken)
  const clock = shownTime(of.from, 'clock', spoken).slice(0, 'HH:MM'.length)
  // Each instant holds together; between them a narrow window may break the line.
  return (
    <span>
      <span className="loa-figure">{isOneDay ? clock : from}</span>
      {` – `}
      <span className="loa-figure">{until}</span>
    </span>
  )
}
