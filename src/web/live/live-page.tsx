/** A round while it runs. */
import { useTranslation } from 'react-i18next'
import { Page } from '../parts/page.tsx'
import { Loading } from '../parts/states.tsx'

export function LivePage() {
  const { t } = useTranslation('live')
  return (
    <Page title={t('title')}>
      <Loading />
    </Page>
  )
}
