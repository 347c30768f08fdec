/** The people. */
import { Page } from '../parts/page.tsx'
import { Loading } from '../parts/states.tsx'

export function PeoplePage() {
  return (
    <Page title="Loa">
      <Loading />
    </Page>
  )
}
