/** Health checks at the door: alerts for whoever is on duty, counts for whoever manages, kiosks, settings, export. */
import { useQuery } from '@tanstack/react-query'
import { Page, Panel } from '../../../web/parts/page.tsx'
import { useMe } from '../../../web/session.ts'
import { spelledTenths } from '../temperature.ts'
import { Alerts } from './alerts.tsx'
import { Counts } from './counts.tsx'
import { Export } from './export.tsx'
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
