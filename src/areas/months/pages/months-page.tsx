/** The months that have a report or something entered for one; this month and the last are always there to be opened. */

import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import { monthOf } from '../../../report/months.ts'
import type { Asks } from '../../../web/frame-route.ts'
import { Figure } from '../../../web/parts/figure.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { Page, Panel, TextLink } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Asked } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import type { MonthSummary } from '../model.ts'
import { monthBefore, shownMonth, typedMonth, YEAR_MAX, YEAR_MIN } from './month-name.ts'
import { monthsQuery } from './queries.ts'
import { ReportStateBadge } from './state-badge.tsx'
import { useWords } from './words.ts'

export function MonthsPage() {
  const { t } = useWords()
  const months = useQuery(monthsQuery)
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Asked query={months}>{data => <MonthsTable months={withNewest(data)} />}</Asked>
      <Panel title={t('open.title')}>
        <OpenMonth />
      </Panel>
    </Page>
  )
}

MonthsPage.asks = (() => [monthsQuery]) satisfies Asks

function MonthsTable({ months }: { months: readonly MonthSummary[] }) {
  const { t, spoken } = useWords()
  return (
    <Records
      caption={t('list.caption')}
      rows={months}
      rowKey={({ month }) => month}
      columns={[
        [
          t('list.month'),
          ({ month }) => (
            <TextLink to={`/reports/${month}`}>{t('month', { month: shownMonth(month, spoken) })}</TextLink>
          ),
          'title',
        ],
        [t('list.state'), ({ state }) => <ReportStateBadge state={state} />],
        [t('list.edition'), ({ edition }) => t('edition', { edition })],
        [t('list.items'), ({ items }) => <Figure value={items} unit={t('list.itemsUnit')} />, 'figure'],
        [t('list.changed'), ({ updatedAt }) => <Time at={updatedAt} never={t('list.untouched')} />],
      ]}
    />
  )
}

function OpenMonth() {
  const { t } = useWords()
  const navigate = useNavigate()
  const form = useForm({
    prefix: 'open',
    values: { month: '' },
    faults: 'one-field',
    check: ({ month }) => ({ month: typedMonth(month) === null && t('open.wrong', { from: YEAR_MIN, to: YEAR_MAX }) }),
    send: async typed => {
      const month = typedMonth(typed.month)
      if (month !== null) await navigate({ to: '/reports/$month', params: { month } })
    },
  })
  return (
    <Form of={form} submit={t('open.deed')} variant="default" place="beside">
      <TextInput
        label={t('open.month')}
        description={t('open.hint')}
        inputMode="numeric"
        autoComplete="off"
        inputWrapperOrder={['label', 'description', 'error', 'input']}
        {...form.field('month')}
      />
    </Form>
  )
}

function withNewest(known: readonly MonthSummary[]): readonly MonthSummary[] {
  const now = monthOf(new Date().toISOString(), TIME_ZONE)
  const newest = [now, monthBefore(now)]
    .filter(month => known.every(each => each.month !== month))
    .map((month): MonthSummary => ({ month, edition: 1, state: 'draft', items: 0, updatedAt: null }))
  return [...known, ...newest].toSorted((a, b) => b.month.localeCompare(a.month))
}
