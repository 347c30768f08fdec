/** Counts of a month by day and door. What may not be told says so; no figure is a guess. */
import { NativeSelect, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Figure } from '../../../web/parts/figure.tsx'
import { type Column, Records } from '../../../web/parts/records.tsx'
import { Asked, Empty } from '../../../web/parts/states.tsx'
import { useNow } from '../../../web/stream.ts'
import { shownTime } from '../../../web/times.ts'
import type { CountCells, MonthCounts } from '../model.ts'
import { lastMonths, monthName } from './months.ts'
import { monthQuery } from './queries.ts'
import { useWords } from './words.ts'

/** A figure is kept for good, a choice of one year is enough to look at. */
const MONTHS_SHOWN = 12
const HOUR_MS = 3_600_000

export function Counts() {
  const { t, spoken } = useWords()
  const now = useNow(HOUR_MS)
  const months = lastMonths(now, MONTHS_SHOWN)
  const [chosen, setChosen] = useState<string | null>(null)
  const month = chosen ?? months[0]
  const query = useQuery(monthQuery(month))
  return (
    <Stack gap="md">
      <NativeSelect
        label={t('counts.month')}
        maw="16rem"
        value={month}
        onChange={event => setChosen(event.currentTarget.value)}
        data={months.map(each => ({ value: each, label: monthName(each, spoken) }))}
      />
      <Asked
        query={query}
        empty={({ days }) => days === 0 && <Empty title={t('counts.none')}>{t('counts.noneWhy')}</Empty>}
      >
        {counts => <Table counts={counts} />}
      </Asked>
    </Stack>
  )
}

interface Row {
  readonly key: string
  readonly day: string
  readonly door: string
  readonly isSum: boolean
  readonly cells: CountCells
}

function Table({ counts }: { counts: MonthCounts }) {
  const { t, spoken } = useWords()
  const columns = useColumns(counts)
  const shownDay = (day: string | null) =>
    day === null ? t('counts.hidden') : shownTime(`${day}T12:00:00+07:00`, 'day', spoken)
  return (
    <Stack gap="sm">
      <Text className="loa-quiet" maw="44rem">
        {t('counts.hiddenWhy')}
      </Text>
      {counts.isSoFar && (
        <Text className="loa-quiet">{t('counts.soFar', { time: shownTime(counts.asOf, 'minute', spoken) })}</Text>
      )}
      {counts.until.high !== null && (
        <Text className="loa-quiet">
          {t('counts.until', { high: shownDay(counts.until.high), highTwice: shownDay(counts.until.highTwice) })}
        </Text>
      )}
      <Records
        caption={t('counts.title')}
        columns={columns}
        rows={rowsOf(counts, t('counts.all'), t('counts.whole'))}
        rowKey={({ key }) => key}
      />
    </Stack>
  )
}

/** The month first, then its days, the newest first; each day's sum above its doors where there are several. */
function rowsOf(counts: MonthCounts, all: string, whole: string): readonly Row[] {
  const days = counts.byDay
    .toReversed()
    .flatMap(({ day, sum, doors }) => [
      ...(doors.length > 1 ? [{ key: day, day, door: all, isSum: true, cells: sum }] : []),
      ...doors.map(({ door, name, ...cells }) => ({ key: `${day} ${door}`, day, door: name, isSum: false, cells })),
    ])
  return [{ key: 'month', day: whole, door: all, isSum: true, cells: counts.sum }, ...days]
}

function useColumns(counts: MonthCounts): readonly Column<Row>[] {
  const { t, spoken } = useWords()
  const figure = (name: keyof CountCells, heading: string): Column<Row> => [
    heading,
    ({ cells }) =>
      cells[name] === null ? (
        <span className="loa-quiet">{t('counts.hidden')}</span>
      ) : (
        <Figure value={cells[name]} unit={t('counts.unit')} isUnitHidden asOf={counts.asOf} />
      ),
    'figure',
  ]
  return [
    [
      t('counts.day'),
      ({ key, day }) => (key === 'month' ? day : shownTime(`${day}T12:00:00+07:00`, 'day', spoken)),
      'title',
    ],
    [t('counts.door'), ({ door, isSum }) => (isSum ? <strong>{door}</strong> : door)],
    figure('checked', t('counts.checked')),
    figure('high', t('counts.high')),
    figure('highTwice', t('counts.highTwice')),
  ]
}
