/** The operators. */
import { Page } from '../parts/page.tsx'
import { Loading } from '../parts/states.tsx'

export function OperatorsPage() {
  return (
    <Page title="Loa">
      <Loading />
    </Page>
  )
}
