/** The trail. */
import { Page } from '../parts/page.tsx'
import { Loading } from '../parts/states.tsx'

export function TrailPage() {
  return (
    <Page title="Loa">
      <Loading />
    </Page>
  )
}
