/** An invitation. */
import { Page } from '../parts/page.tsx'
import { Loading } from '../parts/states.tsx'

export function InvitationPage() {
  return (
    <Page title="Loa">
      <Loading />
    </Page>
  )
}
