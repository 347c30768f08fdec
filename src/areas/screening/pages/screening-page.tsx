/** Health checks at the door: alerts for whoever is on duty, counts for whoever manages, kiosks, settings, export. */

import { Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { wallDate } from '../../../base/wall-time.ts'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import { DayField } from '../../../web/parts/day-fields.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { Page, Panel } from '../../../web/parts/page.tsx'
import { useMe } from '../../../web/session.ts'
import { spelledTenths } from '../temperature.ts'
import { Alerts } from './alerts.tsx'
import { Counts } from './counts.tsx'
import { Kiosks } from './kiosks.tsx'
import { settingsQuery } from './queries.ts'
import { SettingsForm } from './settings-form.tsx'
import { useWords } from './words.ts'

export function ScreeningPage() {
  const { t } = useWords()
  const { role } = useMe()
  return (
    <Page title={t('title')} lead={<Lead />}>
      {role === 'duty' && <Alerts />}
      <Panel title={t('counts.title')}>
        <Counts />
      </Panel>
      <Panel title={t('kiosks.title')}>
        <Kiosks isKeeper={role === 'administrator'} />
      </Panel>
      {role === 'administrator' && (
        <Panel title={t('settings.title')}>
          <SettingsForm />
        </Panel>
      )}
      {role === 'duty' && (
        <Panel title={t('export.title')}>
          <Export />
        </Panel>
      )}
    </Page>
  )
}

function Lead() {
  const { t, spoken } = useWords()
  const { data } = useQuery(settingsQuery)
  if (data === undefined) return null
  return t('lead', {
    threshold: spelledTenths(data.thresholdTenths, spoken),
    minutes: data.waitMinutes,
    days: data.retentionDays,
  })
}

/** The days that are exported, and the file. */
function Export() {
  const { t } = useWords()
  const today = wallDate(Date.now(), TIME_ZONE)
  const form = useForm({
    prefix: 'export',
    values: { from: today, until: today },
    check: ({ from, until }) => ({ until: (from === '' || until < from) && t('export.wrong') }),
    send: async days => {
      // The browser keeps the file as it comes: it can be large, and the page need not hold it.
      location.assign(`/api/v1/screening/export?${new URLSearchParams(days)}`)
    },
  })
  return (
    <Form of={form} submit={t('export.do')}>
      <Text maw="44rem">{t('export.lead')}</Text>
      <Group gap="md" align="flex-start">
        <DayField label={t('export.from')} max={today} {...form.field('from')} />
        <DayField label={t('export.until')} max={today} {...form.field('until')} />
      </Group>
    </Form>
  )
}
