/** API keys. */
import { Page } from '../parts/page.tsx'
import { Loading } from '../parts/states.tsx'

export function KeysPage() {
  return (
    <Page title="Loa">
      <Loading />
    </Page>
  )
}
