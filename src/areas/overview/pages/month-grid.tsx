/** A month in weeks: what begins on a day by its name, what goes on as a line. */
import type { OverviewItem } from '../../../authority/overview.ts'
import { TextLink } from '../../../web/parts/page.tsx'
import { shownTime } from '../../../web/times.ts'
import type { Calendar } from '../model.ts'
import classes from './calendar.module.css'
import { useCalendarWords } from './calendar-words.ts'
import { daysOf, type OnDay, onDay, shownMonth, weeksOf } from './days.ts'
import { useName } from './named-item.tsx'

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 0] as const

export function MonthGrid({ calendar }: { calendar: Calendar }) {
  const { t } = useCalendarWords()
  const { month, today, comes } = calendar
  const dated = comes.items.flatMap(item => {
    const days = daysOf(item)
    return days === null ? [] : [{ item, ...days }]
  })
  return (
    <table className={classes.month}>
      <caption className="loa-heard">{t('calendar.title', { month: shownMonth(month) })}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map(weekday => (
            <th key={weekday} scope="col">
              {t(`weekday.${weekday}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map(week => (
          <tr key={week.find(day => day !== null)}>
            {week.map((day, at) => (
              <td key={at} data-today={day === today} data-other={day === null}>
                {day !== null && (
                  <>
                    <div className={classes.day}>
                      {Number(day.slice(-2))}
                      {day === today && ` · ${t('calendar.today')}`}
                    </div>
                    {dated.map(({ item, first, last }, n) => (
                      <Entry key={n} item={item} is={onDay(day, { first, last, today })} />
                    ))}
                  </>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Entry({ item, is }: { item: OverviewItem; is: OnDay }) {
  const { t, spoken } = useCalendarWords()
  const nameOf = useName()
  if (is === 'none') return null
  if (is === 'goes on')
    return (
      <div className={classes.on} data-exercise={item.isExercise} title={nameOf(item)}>
        <span className="loa-heard">{t('calendar.on', { name: nameOf(item) })}</span>
      </div>
    )
  return (
    <div className={classes.entry} data-exercise={item.isExercise}>
      {item.from !== null && (
        <span className="loa-figure">{shownTime(item.from, 'clock', spoken).slice(0, 'HH:MM'.length)}</span>
      )}{' '}
      <TextLink to={item.page}>{nameOf(item)}</TextLink>
      {item.says !== null && <div className="loa-quiet">{item.says[spoken]}</div>}
    </div>
  )
}
