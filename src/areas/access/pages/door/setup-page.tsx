/** The first administrator, by the one-time link that the server printed when it first started. */
import { ask } from '../../../../web/api.ts'
import { ButtonLink, Page } from '../../../../web/parts/page.tsx'
import { Notice } from '../../../../web/parts/states.tsx'
import { instanceQuery, queries, useInstance } from '../../../../web/session.ts'
import { useWords } from '../words.ts'
import { type Entering, PasswordForm } from './password-form.tsx'
import { NotSetUp } from './sign-in-page.tsx'
import { useToken } from './use-token.ts'

export function SetupPage() {
  const { t } = useWords()
  const instance = useInstance()
  const token = useToken('/setup')
  if (instance !== undefined && !instance.needsSetup)
    return (
      <Page title={t('setup.doneTitle')}>
        <Notice gravity="info" action={<ButtonLink to="/sign-in">{t('signIn.title')}</ButtonLink>}>
          {t('setup.done')}
        </Notice>
      </Page>
    )
  if (token === null) return <NotSetUp />
  const accept = async (entering: Entering, once: string) => {
    const person = await ask('POST /api/v1/setup', { body: { token, ...entering }, once })
    queries.removeQueries({ queryKey: instanceQuery.queryKey })
    return person
  }
  return (
    <Page title={t('setup.title')} lead={t('setup.lead')}>
      <PasswordForm label={t('signIn.password')} submit={t('setup.enter')} withPerson accept={accept} to="/" />
    </Page>
  )
}
