/** The list of campaigns. */
import { useTranslation } from 'react-i18next'
import { Page } from '../parts/page.tsx'
import { Loading } from '../parts/states.tsx'

export function CampaignsPage() {
  const { t } = useTranslation('rounds')
  return (
    <Page title={t('title')}>
      <Loading />
    </Page>
  )
}
