/**
 * What is planned in a month: a calendar where there is room for one, or a list, which says the same and is all there is on a phone. The
 * month and how it is shown stand in the address.
 */

import { Group, SegmentedControl, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { wallDate } from '../../../base/wall-time.ts'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import type { Asks } from '../../../web/frame-route.ts'
import { isOneOf, useInAddress } from '../../../web/parts/in-address.ts'
import { Later } from '../../../web/parts/later.tsx'
import { ButtonLink, Page } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Asked, Empty, Notice } from '../../../web/parts/states.tsx'
import { getQuery } from '../../../web/session.ts'
import type { Calendar } from '../model.ts'
import classes from './calendar.module.css'
import { useCalendarWords } from './calendar-words.ts'
import { monthAfter, shownMonth } from './days.ts'
import { MonthGrid } from './month-grid.tsx'
import { Figures, NamedItem } from './named-item.tsx'
import { Span } from './span.tsx'
import { useWords } from './words.ts'

export function CalendarPage() {
  const { t } = useCalendarWords()
  const { month: wanted } = useSearch({ from: '/frame/calendar' })
  const month = wanted ?? thisMonth()
  const [chosen] = useShown()
  const list = chosen === 'list' ? '&show=list' : ''
  const query = useQuery(calendarQuery(month))
  return (
    <Page
      title={t('calendar.title', { month: shownMonth(month) })}
      crumbs={[[useWords().t('title'), '/']]}
      lead={t('calendar.lead')}
    >
      <Group component="nav" gap="sm" aria-label={t('calendar.months')}>
        <ButtonLink to={`/calendar?month=${monthAfter(month, -1)}${list}`} variant="default">
          {t('calendar.before')}
        </ButtonLink>
        <ButtonLink to="/calendar" variant="default">
          {t('calendar.this')}
        </ButtonLink>
        <ButtonLink to={`/calendar?month=${monthAfter(month)}${list}`} variant="default">
          {t('calendar.after')}
        </ButtonLink>
      </Group>
      <Asked query={query} empty={({ comes }) => comes.total === 0 && <Empty title={t('calendar.none')} />}>
        {calendar => <Month calendar={calendar} />}
      </Asked>
    </Page>
  )
}

CalendarPage.asks = (({ search: { month } }) => [
  calendarQuery(typeof month === 'string' ? month : thisMonth()),
]) satisfies Asks

const calendarQuery = (month: string) => getQuery(['calendar', month], 'GET /api/v1/calendar', { query: { month } })

const thisMonth = () => wallDate(Date.now(), TIME_ZONE).slice(0, '2020-02'.length)

/** As a list; else as a calendar. */
const useShown = () => useInAddress('show', isOneOf(['list']))

function Month({ calendar }: { calendar: Calendar }) {
  const { t } = useCalendarWords()
  const [chosen, choose] = useShown()
  const shown = chosen ?? 'grid'
  const { items, total } = calendar.comes
  return (
    <>
      <SegmentedControl
        className={classes.choice ?? ''}
        value={shown}
        onChange={value => choose(value === 'list' ? value : null)}
        aria-label={t('calendar.shown')}
        data={[
          { value: 'grid', label: t('calendar.grid') },
          { value: 'list', label: t('calendar.list') },
        ]}
      />
      {total > items.length && <Notice gravity="warn">{t('calendar.full', { shown: items.length, total })}</Notice>}
      {shown === 'grid' && (
        <div className={classes.grid}>
          <MonthGrid calendar={calendar} />
        </div>
      )}
      {shown === 'grid' ? (
        <div className={classes.narrow}>
          <Later>{() => <List calendar={calendar} />}</Later>
        </div>
      ) : (
        <List calendar={calendar} />
      )}
    </>
  )
}

function List({ calendar: { comes, month } }: { calendar: Calendar }) {
  const { t, spoken } = useCalendarWords()
  return (
    <Records
      caption={t('calendar.title', { month: shownMonth(month) })}
      rows={comes.items}
      rowKey={item => `${item.page} ${item.from} ${item.says?.en}`}
      columns={[
        [t('calendar.what'), item => <NamedItem item={item} />, 'title'],
        [t('calendar.when'), item => <Span of={item} />],
        [
          t('calendar.state'),
          item => (
            <div>
              {item.says?.[spoken]}
              {item.figures.length > 0 && (
                <Text component="div" className="loa-quiet">
                  <Figures of={item.figures} />
                </Text>
              )}
            </div>
          ),
        ],
      ]}
    />
  )
}
