/** The first administrator, by the one-time link that the server printed when it first started. */
import { Button, Stack, TextInput } from '@mantine/core'
import { Link, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, askAuth } from '../../../../web/api.ts'
import { useDeed } from '../../../../web/parts/deed.ts'
import { ErrorSummary, faultOf } from '../../../../web/parts/error-summary.tsx'
import { Notice } from '../../../../web/parts/notice.tsx'
import { Page } from '../../../../web/parts/page.tsx'
import { instanceQuery, queries, useInstance } from '../../../../web/session.ts'
import { arrive } from './arrive.ts'
import { newPasswordFault, PasswordField } from './password-field.tsx'
import { takeToken } from './token.ts'

export function SetupPage() {
  const { t } = useTranslation('shell')
  const instance = useInstance()
  const [token] = useState(() => takeToken('/setup'))
  if (instance !== undefined && !instance.needsSetup)
    return (
      <Page title={t('setup.doneTitle')}>
        <Notice
          gravity="info"
          action={
            <Button component={Link} to="/sign-in">
              {t('signIn.title')}
            </Button>
          }
        >
          {t('setup.done')}
        </Notice>
      </Page>
    )
  if (token === null)
    return (
      <Page title={t('setup.neededTitle')}>
        <Notice gravity="info">{t('setup.needed')}</Notice>
      </Page>
    )
  return <SetupForm token={token} />
}

function SetupForm({ token }: { token: string }) {
  const { t } = useTranslation('shell')
  const router = useRouter()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const deed = useDeed({ name: 'name', email: 'email', password: 'password' })
  const check = () => {
    const weak = newPasswordFault(password)
    return [
      ...(name.trim() === '' ? [{ field: 'name', sentence: t('person.nameMissing') }] : []),
      ...(/^\S+@\S+$/.test(email.trim())
        ? []
        : [{ field: 'email', sentence: t('person.emailWrong') }]),
      ...(weak === null ? [] : [{ field: 'password', sentence: t(weak) }]),
    ]
  }
  const submit = () =>
    deed.run(check(), async once => {
      const body = { token, name: name.trim(), email: email.trim(), password }
      await ask('POST /api/v1/setup', { body, once: once(body) })
      queries.removeQueries({ queryKey: instanceQuery.queryKey })
      await askAuth('POST', '/sign-in/email', { email: body.email, password })
      await arrive()
      router.history.push('/operators')
    })
  return (
    <Page title={t('setup.title')} lead={t('setup.lead')}>
      <ErrorSummary faults={deed.faults} />
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        <Stack gap="md">
          <TextInput
            id="name"
            label={t('person.name')}
            value={name}
            onChange={event => setName(event.currentTarget.value)}
            error={faultOf(deed.faults, 'name')}
            autoComplete="name"
          />
          <TextInput
            id="email"
            type="email"
            label={t('signIn.email')}
            description={t('setup.emailHint')}
            value={email}
            onChange={event => setEmail(event.currentTarget.value)}
            error={faultOf(deed.faults, 'email')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
          <PasswordField
            id="password"
            label={t('signIn.password')}
            purpose="new"
            value={password}
            onChange={setPassword}
            error={faultOf(deed.faults, 'password')}
          />
          <Button type="submit" loading={deed.isBusy}>
            {t('setup.enter')}
          </Button>
        </Stack>
      </form>
    </Page>
  )
}
