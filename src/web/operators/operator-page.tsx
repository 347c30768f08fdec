/** One operator. */
import { Page } from '../parts/page.tsx'
import { Loading } from '../parts/states.tsx'

export function OperatorPage() {
  return (
    <Page title="Loa">
      <Loading />
    </Page>
  )
}
