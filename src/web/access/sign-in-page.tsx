/** Sign-in. */
import { Page } from '../parts/page.tsx'
import { Loading } from '../parts/states.tsx'

export function SignInPage() {
  return (
    <Page title="Loa">
      <Loading />
    </Page>
  )
}
