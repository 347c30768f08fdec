/** The last day of which there is data, and how long ago that is. */
import { wallDate } from '../../../base/wall-time.ts'
import { dayNumber } from '../../../plan/series.ts'
import { useNow } from '../../../web/stream.ts'
import { daySaid } from './said.ts'
import { useWords } from './words.ts'

export function DataAge({ until, timeZone }: { until: string; timeZone: string }) {
  const { t } = useWords()
  const now = useNow()
  const age = dayNumber(wallDate(now, timeZone)) - dayNumber(until)
  return (
    <span className="loa-figure">
      {daySaid(until)}{' '}
      <span className="loa-quiet">({age <= 1 ? t('evidence.fresh') : t('evidence.age', { count: age })})</span>
    </span>
  )
}
