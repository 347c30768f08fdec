/** A one-time link of an administrator: whoever holds it sets a password and signs in with it. */
import { ask } from '../../../../web/api.ts'
import { ButtonLink, Page } from '../../../../web/parts/page.tsx'
import { Notice } from '../../../../web/parts/states.tsx'
import { PasswordForm } from './password-form.tsx'
import { useToken } from './use-token.ts'
import { useWords } from './words.ts'

export function InvitationPage() {
  const { t } = useWords()
  const token = useToken('/invitation')
  if (token === null)
    return (
      <Page title={t('invitation.title')}>
        <Notice
          gravity="info"
          action={
            <ButtonLink to="/sign-in" variant="default">
              {t('signIn.title')}
            </ButtonLink>
          }
        >
          {t('invitation.noToken')}
        </Notice>
      </Page>
    )
  return (
    <Page title={t('invitation.title')} lead={t('invitation.lead')}>
      <PasswordForm
        label={t('invitation.password')}
        submit={t('invitation.enter')}
        accept={({ password }, once) =>
          ask('POST /api/v1/invitations/accept', { body: { token, password }, once })
        }
        to="/"
      />
    </Page>
  )
}
