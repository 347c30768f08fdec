/** Health checks at the door: alerts for whoever is on duty, counts for whoever manages, kiosks, settings, export. */
import { useQuery } from '@tanstack/react-query'
import { Panel, SectionPage } from '../../../web/parts/page.tsx'
import { useMe } from '../../../web/session.ts'
import { useWords } from '../../../web/use-words.ts'
import { spelledTenths } from '../temperature.ts'
import { Alerts } from './alerts.tsx'
import { Counts } from './counts.tsx'
import { Export } from './export.tsx'
import { Kiosks } from './kiosks.tsx'
import { settingsQuery } from './queries.ts'
import { SettingsForm } from './settings-form.tsx'

export function ScreeningPage() {
  const { t } = useWords('screening')
  const { role } = useMe()
  return (
    <SectionPage section="/screening" title={t('title')} lead={<Lead />}>
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
    </SectionPage>
  )
}

function Lead() {
  const { t, spoken } = useWords('screening')
  const { data } = useQuery(settingsQuery)
  if (data === undefined) return null
  return t('lead', {
    threshold: spelledTenths(data.thresholdTenths, spoken),
    minutes: data.waitMinutes,
    days: data.retentionDays,
  })
}
