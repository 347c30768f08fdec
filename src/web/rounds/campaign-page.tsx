/** One campaign and its rounds. */
import { useTranslation } from 'react-i18next'
import { Page } from '../parts/page.tsx'
import { Loading } from '../parts/states.tsx'

export function CampaignPage() {
  const { t } = useTranslation('rounds')
  return (
    <Page title={t('title')}>
      <Loading />
    </Page>
  )
}
