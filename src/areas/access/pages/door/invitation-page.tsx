/** A one-time link of an administrator: whoever holds it sets a password and signs in with it. */
import { Button, Stack } from '@mantine/core'
import { Link, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, askAuth } from '../../../../web/api.ts'
import { useDeed } from '../../../../web/parts/deed.ts'
import { ErrorSummary, faultOf } from '../../../../web/parts/error-summary.tsx'
import { Notice } from '../../../../web/parts/notice.tsx'
import { Page } from '../../../../web/parts/page.tsx'
import { arrive } from './arrive.ts'
import { newPasswordFault, PasswordField } from './password-field.tsx'
import { takeToken } from './token.ts'

export function InvitationPage() {
  const { t } = useTranslation('shell')
  const [token] = useState(() => takeToken('/invitation'))
  if (token === null)
    return (
      <Page title={t('invitation.title')}>
        <Notice
          gravity="info"
          action={
            <Button component={Link} to="/sign-in" variant="default">
              {t('signIn.title')}
            </Button>
          }
        >
          {t('invitation.noToken')}
        </Notice>
      </Page>
    )
  return <PasswordForm token={token} />
}

function PasswordForm({ token }: { token: string }) {
  const { t } = useTranslation('shell')
  const router = useRouter()
  const [password, setPassword] = useState('')
  const deed = useDeed({ password: 'password' })
  const submit = () => {
    const weak = newPasswordFault(password)
    return deed.run(weak === null ? [] : [{ field: 'password', sentence: t(weak) }], async once => {
      const body = { token, password }
      const { email } = await ask('POST /api/v1/invitations/accept', { body, once: once(body) })
      await askAuth('POST', '/sign-in/email', { email, password })
      await arrive()
      router.history.push('/rounds')
    })
  }
  return (
    <Page title={t('invitation.title')} lead={t('invitation.lead')}>
      <ErrorSummary faults={deed.faults} />
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        <Stack gap="md">
          <PasswordField
            id="password"
            label={t('invitation.password')}
            purpose="new"
            value={password}
            onChange={setPassword}
            error={faultOf(deed.faults, 'password')}
          />
          <Button type="submit" loading={deed.isBusy}>
            {t('invitation.enter')}
          </Button>
        </Stack>
      </form>
    </Page>
  )
}
