/** One's own account. */
import { Page } from '../parts/page.tsx'
import { Loading } from '../parts/states.tsx'

export function AccountPage() {
  return (
    <Page title="Loa">
      <Loading />
    </Page>
  )
}
