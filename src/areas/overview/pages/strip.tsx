/**
 * What comes in the next days: a line for each thing, with its days as a bar beside it. The words say the same as the bar, so that nothing
 * is lost on a phone, on paper and to who hears it.
 */
import type { OverviewItem } from '../../../authority/overview.ts'
import type { Overview } from '../model.ts'
import { Bounded } from './bounded.tsx'
import { columnsOf, shortDay, weekdayOf } from './days.ts'
import { Figures, NamedItem } from './named-item.tsx'
import classes from './overview.module.css'
import { Span } from './span.tsx'
import { useWords } from './words.ts'

/** What is more stands in the calendar. */
const SHOWN = 8

export function Strip({ comes, days }: Pick<Overview, 'comes' | 'days'>) {
  return (
    <div className={classes.strip}>
      <Heads days={days} />
      <Bounded of={comes} shown={SHOWN}>
        {item => (
          <div className={classes.line}>
            <div>
              <NamedItem item={item} />
              <div className="loa-quiet">
                <Span of={item} />
                <Says of={item} />
                {item.figures.length > 0 && ' · '}
                <Figures of={item.figures} />
              </div>
            </div>
            <Bar of={item} days={days} />
          </div>
        )}
      </Bounded>
    </div>
  )
}

function Says({ of: { says } }: { of: OverviewItem }) {
  const { spoken } = useWords()
  return says === null ? null : ` · ${says[spoken]}`
}

function Heads({ days }: { days: readonly string[] }) {
  const { t } = useWords()
  return (
    <div className={classes.heads} aria-hidden="true">
      <span />
      <div className={classes.days}>
        {days.map(day => (
          <span key={day} data-rest={weekdayOf(day) % 6 === 0}>
            {t(`day.${weekdayOf(day)}`)}
            <br />
            {shortDay(day)}
          </span>
        ))}
      </div>
    </div>
  )
}

function Bar({ of, days }: { of: OverviewItem; days: readonly string[] }) {
  const columns = columnsOf(of, days)
  return (
    <div className={classes.days} aria-hidden="true">
      {columns !== null && (
        <span
          className={classes.bar}
          data-exercise={of.isExercise}
          style={{ gridColumn: `${columns.at + 1} / ${columns.until + 2}` }}
        />
      )}
    </div>
  )
}
