/** Who was high twice or did not come back; whether anybody was told; what was done about it. */
import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../web/api.ts'
import { grouped } from '../../../web/numbers.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { OneOf } from '../../../web/parts/choices.tsx'
import { ButtonToDialogue } from '../../../web/parts/dialogue.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { Panel } from '../../../web/parts/page.tsx'
import { type Column, Records } from '../../../web/parts/records.tsx'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { Asked, Empty, Notice } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import { queries } from '../../../web/session.ts'
import type { Alert, Deed } from '../model.ts'
import { Push } from './push.tsx'
import { alertsQuery } from './queries.ts'
import { useWords } from './words.ts'

const DEEDS: readonly Deed[] = ['sent-home', 'to-hospital', 'let-in', 'not-found', 'wrong-reading']

export function Alerts() {
  const { t } = useWords()
  const query = useQuery(alertsQuery)
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
                  columns={[
                    ...columns,
                    [
                      t('alert.close'),
                      alert => (
                        <ButtonToDialogue label={t('alert.close')} of={alert.door.name}>
                          {close => <Close alert={alert} onClose={close} />}
                        </ButtonToDialogue>
                      ),
                      'actions',
                    ],
                  ]}
                  rows={open}
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
            columns={[
              ...columns,
              [t('alert.done'), ({ done }) => done && t('alert.doneBy', { deed: t(`deed.${done.deed}`), by: done.by })],
            ]}
            rows={query.data.done}
          />
        </Panel>
      )}
    </>
  )
}

function useColumns(): readonly Column<Alert>[] {
  const { t, spoken } = useWords()
  const degrees = (celsius: number) => `${grouped(celsius, spoken, 1)}\u00a0°C`
  return [
    [
      t('alert.what'),
      ({ kind, who, done }) => (
        <>
          <StateBadge look={done === null ? 'bad' : 'off'}>{t(`alert.kind.${kind}`)}</StateBadge>
          <div className="loa-quiet">{t(`alert.who.${who}`)}</div>
        </>
      ),
      'title',
    ],
    [t('alert.door'), ({ door }) => door.name],
    [t('alert.at'), ({ at }) => <Time at={at} />],
    [t('alert.first'), ({ first }) => <span className="loa-figure">{degrees(first.celsius)}</span>, 'figure'],
    [
      t('alert.second'),
      ({ second }) => (second === null ? '–' : <span className="loa-figure">{degrees(second.celsius)}</span>),
      'figure',
    ],
    [t('alert.told'), alert => <Told alert={alert} />],
  ]
}

function Told({ alert }: { alert: Alert }) {
  const { t } = useWords()
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

function Close({ alert: { id }, onClose }: { alert: Alert; onClose: () => void }) {
  const { t } = useWords()
  const form = useForm({
    ids: { deed: `deed-${DEEDS[0]}` },
    values: { deed: null as Deed | null },
    check: ({ deed }) => ({ deed: deed === null && t('alert.deedMissing') }),
    send: async ({ deed }) => {
      if (deed === null) return
      await ask('POST /api/v1/screening/alerts/{id}/close', { params: { id }, body: { deed } })
      await queries.invalidateQueries({ queryKey: alertsQuery.queryKey })
      announce(t('alert.closed', { deed: t(`deed.${deed}`) }))
      onClose()
    },
  })
  return (
    <Form of={form} submit={t('alert.close')} cancel={onClose}>
      <OneOf
        name="deed"
        label={t('alert.deed')}
        gap="sm"
        choices={DEEDS.map(each => [each, t(`deed.${each}`)])}
        {...form.field('deed')}
      />
    </Form>
  )
}
