/** The first administrator. */
import { Page } from '../parts/page.tsx'
import { Loading } from '../parts/states.tsx'

export function SetupPage() {
  return (
    <Page title="Loa">
      <Loading />
    </Page>
  )
}
