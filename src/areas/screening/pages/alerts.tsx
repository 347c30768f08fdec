/** Who was high twice or did not come back; whether anybody was told; what was done about it. */
import { Button, Group, Radio, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '../../../web/api.ts'
import { useLanguage } from '../../../web/i18n.ts'
import { grouped } from '../../../web/numbers.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { useDeed } from '../../../web/parts/deed.ts'
import { Dialogue } from '../../../web/parts/dialogue.tsx'
import { ErrorSummary, faultOf } from '../../../web/parts/error-summary.tsx'
import { Notice } from '../../../web/parts/notice.tsx'
import { Panel } from '../../../web/parts/panel.tsx'
import { type Column, Records } from '../../../web/parts/records.tsx'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { Asked, Empty } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import { queries } from '../../../web/session.ts'
import type { Alert, Deed } from '../model.ts'
import { Push } from './push.tsx'
import { alertsQuery } from './queries.ts'

const DEEDS: readonly Deed[] = ['sent-home', 'to-hospital', 'let-in', 'not-found', 'wrong-reading']

export function Alerts() {
  const { t } = useTranslation('screening')
  const query = useQuery(alertsQuery)
  const [closing, setClosing] = useState<Alert | null>(null)
  const columns = useColumns()
  return (
    <>
      <Panel title={t('alerts.title')}>
        <Asked query={query}>
          {({ channels, open }) => (
            <Stack gap="md">
              {channels.length === 0 && (
                <Notice gravity="warn" title={t('alerts.nobody')}>
                  {t('alerts.nobodyHow')}
                </Notice>
              )}
              {channels.includes('push') && <Push />}
              {open.length === 0 ? (
                <Empty title={t('alerts.none')}>{t('alerts.noneWhy')}</Empty>
              ) : (
                <Records
                  caption={t('alerts.title')}
                  columns={[...columns, closeColumn(t('alert.close'), setClosing)]}
                  rows={open}
                  rowKey={({ id }) => id}
                />
              )}
            </Stack>
          )}
        </Asked>
      </Panel>
      {query.data !== undefined && query.data.done.length > 0 && (
        <Panel title={t('alert.old')}>
          <Records
            caption={t('alert.old')}
            columns={[...columns, doneColumn(t)]}
            rows={query.data.done}
            rowKey={({ id }) => id}
          />
        </Panel>
      )}
      <Dialogue isOpen={closing !== null} onClose={() => setClosing(null)} title={t('alert.close')}>
        {closing !== null && <Close alert={closing} onClose={() => setClosing(null)} />}
      </Dialogue>
    </>
  )
}

function useColumns(): readonly Column<Alert>[] {
  const { t } = useTranslation('screening')
  const spoken = useLanguage()
  const degrees = (celsius: number) => `${grouped(celsius, spoken, 1)}\u00a0°C`
  return [
    {
      key: 'what',
      heading: t('alert.what'),
      kind: 'title',
      cell: ({ kind, who, done }) => (
        <>
          <StateBadge look={done === null ? 'bad' : 'off'}>{t(`alert.kind.${kind}`)}</StateBadge>
          <div className="loa-quiet">{t(`alert.who.${who}`)}</div>
        </>
      ),
    },
    { key: 'door', heading: t('alert.door'), cell: ({ door }) => door.name },
    { key: 'at', heading: t('alert.at'), cell: ({ at }) => <Time at={at} /> },
    {
      key: 'first',
      heading: t('alert.first'),
      kind: 'figure',
      cell: ({ first }) => <span className="loa-figure">{degrees(first.celsius)}</span>,
    },
    {
      key: 'second',
      heading: t('alert.second'),
      kind: 'figure',
      cell: ({ second }) =>
        second === null ? '–' : <span className="loa-figure">{degrees(second.celsius)}</span>,
    },
    { key: 'told', heading: t('alert.told'), cell: alert => <Told alert={alert} /> },
  ]
}

function Told({ alert }: { alert: Alert }) {
  const { t } = useTranslation('screening')
  if (alert.told.every(({ reached }) => reached === 0))
    return <StateBadge look="warn">{t('alert.told.nobody')}</StateBadge>
  return alert.told.map(({ channel, reached }) => (
    <div key={channel}>
      {reached > 0
        ? t(`alert.told.${channel}`, { count: reached })
        : t('alert.told.failed', { channel: t(`channel.${channel}`) })}
    </div>
  ))
}

function closeColumn(heading: string, onClose: (alert: Alert) => void): Column<Alert> {
  return {
    key: 'do',
    heading,
    kind: 'actions',
    cell: alert => (
      <Button
        variant="default"
        size="sm"
        onClick={() => onClose(alert)}
        aria-label={`${heading}: ${alert.door.name}`}
      >
        {heading}
      </Button>
    ),
  }
}

function doneColumn(t: ReturnType<typeof useTranslation<'screening'>>['t']): Column<Alert> {
  return {
    key: 'done',
    heading: t('alert.done'),
    cell: ({ done }) =>
      done === null ? '–' : t('alert.doneBy', { deed: t(`deed.${done.deed}`), by: done.by }),
  }
}

function Close({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const { t } = useTranslation('screening')
  const shell = useTranslation('shell')
  const [chosen, setChosen] = useState<Deed | null>(null)
  const deed = useDeed({ deed: `deed-${DEEDS[0]}` })
  const submit = () =>
    deed.run(
      chosen === null ? [{ field: `deed-${DEEDS[0]}`, sentence: t('alert.deedMissing') }] : [],
      async () => {
        if (chosen === null) return
        const { id } = alert
        await ask('POST /api/v1/screening/alerts/:id/close', {
          params: { id },
          body: { deed: chosen },
        })
        await queries.invalidateQueries({ queryKey: alertsQuery.queryKey })
        announce(t('alert.closed', { deed: t(`deed.${chosen}`) }))
        onClose()
      },
    )
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="md">
        <ErrorSummary faults={deed.faults} />
        <Radio.Group
          label={t('alert.deed')}
          value={chosen}
          onChange={value => setChosen(DEEDS.find(each => each === value) ?? null)}
          error={faultOf(deed.faults, `deed-${DEEDS[0]}`)}
        >
          <Stack gap="sm" mt="xs">
            {DEEDS.map(each => (
              <Radio key={each} id={`deed-${each}`} value={each} label={t(`deed.${each}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {shell.t('confirm.cancel')}
          </Button>
          <Button type="submit" loading={deed.isBusy}>
            {t('alert.close')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
