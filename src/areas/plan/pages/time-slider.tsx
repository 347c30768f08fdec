/** When: a slider over the instants at which levels changed, and a day; both by keyboard. */
import { Button } from '@mantine/core'
import { compatibleIso, wallDate } from '../../../base/wall-time.ts'
import { dayAfter } from '../../../plan/areas.ts'
import { DayField } from '../../../web/parts/day-fields.tsx'
import { placeOf, type Stop } from './instants.ts'
import classes from './plan.module.css'
import { timeSaid } from './said.ts'
import { useWords } from './words.ts'

const SECOND_MS = 1000

export function TimeSlider(props: {
  readonly stops: readonly Stop[]
  /** Null: now. */
  readonly at: string | null
  readonly timeZone: string
  readonly onChange: (at: string | null) => void
}) {
  const words = useWords()
  const { t } = words
  const { stops, at, timeZone, onChange } = props
  const place = placeOf(stops, at)
  const said = ({ at: instant, isAhead }: Stop) => {
    if (instant === null) return t('time.now')
    const time = timeSaid(instant, words, timeZone)
    return isAhead ? t('time.ahead', { time }) : time
  }
  const shown = at === null ? t('time.now') : said({ at, isAhead: stops[place]?.isAhead ?? false })
  return (
    <div className={classes.time}>
      <div>
        <div className={classes.sliderLabel}>
          <label htmlFor="plan-instant">{t('time.slider')}</label>
          <output htmlFor="plan-instant" className="loa-figure">
            {shown}
          </output>
        </div>
        <input
          id="plan-instant"
          type="range"
          className={classes.slider}
          min={0}
          max={stops.length - 1}
          step={1}
          value={place}
          aria-valuetext={shown}
          aria-describedby="plan-instant-hint"
          onChange={event => onChange(stops[Number(event.currentTarget.value)]?.at ?? null)}
        />
        <div id="plan-instant-hint" className="loa-quiet">
          {stops.length === 1 ? t('time.none') : t('time.sliderHint')}
        </div>
      </div>
      <DayField
        label={t('time.day')}
        value={at === null ? '' : wallDate(Date.parse(at), timeZone)}
        onChange={event => onChange(endOf(event.currentTarget.value, timeZone))}
      />
      <Button variant="default" onClick={() => onChange(null)}>
        {t('time.now')}
      </Button>
    </div>
  )
}

/** Null where it is no day. */
function endOf(day: string, timeZone: string): string | null {
  const next = day === '' ? null : compatibleIso(`${dayAfter(day)}T00:00`, timeZone)
  return next === null ? null : new Date(Date.parse(next) - SECOND_MS).toISOString()
}
