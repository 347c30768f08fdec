/** Health checks at the door: alerts for whoever is on duty, counts for whoever manages, kiosks, settings, export. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../web/i18n.ts'
import { Page } from '../../../web/parts/page.tsx'
import { Panel } from '../../../web/parts/panel.tsx'
import { Forbidden } from '../../../web/parts/states.tsx'
import { maySee, useMe } from '../../../web/session.ts'
import { spelledTenths } from '../temperature.ts'
import { Alerts } from './alerts.tsx'
import { Counts } from './counts.tsx'
import { Export } from './export.tsx'
import { Kiosks } from './kiosks.tsx'
import { settingsQuery } from './queries.ts'
import { SettingsForm } from './settings-form.tsx'

export function ScreeningPage() {
  const { t } = useTranslation('screening')
  const { role } = useMe()
  if (!maySee(role, '/screening'))
    return (
      <Page title={t('title')}>
        <Forbidden />
      </Page>
    )
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
  const { t } = useTranslation('screening')
  const spoken = useLanguage()
  const { data } = useQuery(settingsQuery)
  if (data === undefined) return null
  return t('lead', {
    threshold: spelledTenths(data.thresholdTenths, spoken),
    minutes: data.waitMinutes,
    days: data.retentionDays,
  })
}
