/** The months that have a report or something entered for one; this month and the last are always there to be opened. */
import { Anchor, Button, Group, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { monthOf } from '../../../report/months.ts'
import { useLanguage } from '../../../web/i18n.ts'
import { Figure } from '../../../web/parts/figure.tsx'
import { Page } from '../../../web/parts/page.tsx'
import { Panel } from '../../../web/parts/panel.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Asked } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import type { MonthSummary } from '../model.ts'
import { monthBefore, shownMonth, typedMonth, YEAR_MAX, YEAR_MIN } from './month-name.ts'
import { monthsQuery } from './queries.ts'
import { ReportStateBadge } from './state-badge.tsx'
import { useWords } from './words.ts'

/** Months of reports begin and end by the clock of the country, as at the server. */
const TIME_ZONE = 'Asia/Ho_Chi_Minh'

export function MonthsPage() {
  const t = useWords()
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

function MonthsTable({ months }: { months: readonly MonthSummary[] }) {
  const t = useWords()
  const spoken = useLanguage()
  return (
    <Records
      caption={t('list.caption')}
      rows={months}
      rowKey={({ month }) => month}
      columns={[
        {
          key: 'month',
          heading: t('list.month'),
          kind: 'title',
          cell: ({ month }) => (
            <Anchor
              component={Link}
              to={`/reports/${month}`}
              underline="always"
              className="loa-target"
            >
              {t('month', { month: shownMonth(month, spoken) })}
            </Anchor>
          ),
        },
        {
          key: 'state',
          heading: t('list.state'),
          cell: ({ state }) => <ReportStateBadge state={state} />,
        },
        {
          key: 'edition',
          heading: t('list.edition'),
          cell: ({ edition }) => t('edition', { edition }),
        },
        {
          key: 'items',
          heading: t('list.items'),
          kind: 'figure',
          cell: ({ items }) => <Figure value={items} unit={t('list.itemsUnit')} />,
        },
        {
          key: 'changed',
          heading: t('list.changed'),
          cell: ({ updatedAt }) =>
            updatedAt === null ? (
              <span className="loa-quiet">{t('list.untouched')}</span>
            ) : (
              <Time at={updatedAt} />
            ),
        },
      ]}
    />
  )
}

function OpenMonth() {
  const t = useWords()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const open = async () => {
    const month = typedMonth(typed)
    if (month === null) {
      setFault(t('open.wrong', { from: YEAR_MIN, to: YEAR_MAX }))
      document.getElementById('open-month')?.focus()
      return
    }
    await navigate({ to: '/reports/$month', params: { month } })
  }
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void open()
      }}
    >
      <Group align="flex-end" gap="sm">
        <TextInput
          id="open-month"
          label={t('open.month')}
          description={t('open.hint')}
          error={fault}
          inputMode="numeric"
          autoComplete="off"
          inputWrapperOrder={['label', 'description', 'error', 'input']}
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {t('open.deed')}
        </Button>
      </Group>
    </form>
  )
}

function withNewest(known: readonly MonthSummary[]): readonly MonthSummary[] {
  const now = monthOf(new Date().toISOString(), TIME_ZONE)
  const newest = [now, monthBefore(now)]
    .filter(month => known.every(each => each.month !== month))
    .map(
      (month): MonthSummary => ({ month, edition: 1, state: 'draft', items: 0, updatedAt: null }),
    )
  return [...known, ...newest].toSorted((a, b) => b.month.localeCompare(a.month))
}
