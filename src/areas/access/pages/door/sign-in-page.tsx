/** Signing in: password, then a code where the account asks for one; or a passkey; or the authority's own provider. */
import { Anchor, Button, Divider, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askAuth, type Instance } from '../../../../web/api.ts'
import { useDeed } from '../../../../web/parts/deed.ts'
import { ErrorSummary, faultOf } from '../../../../web/parts/error-summary.tsx'
import { Notice } from '../../../../web/parts/notice.tsx'
import { Page } from '../../../../web/parts/page.tsx'
import { ErrorState, Loading } from '../../../../web/parts/states.tsx'
import type { SignInSearch } from '../../../../web/router.tsx'
import { instanceQuery, meQuery } from '../../../../web/session.ts'
import { arrive } from './arrive.ts'
import { canUsePasskeys, signInWithPasskey } from './passkeys.ts'
import { PasswordField } from './password-field.tsx'

export function SignInPage() {
  const { to, notice } = useSearch({ strict: false }) as SignInSearch
  const instance = useQuery(instanceQuery)
  const me = useQuery(meQuery)
  const [step, setStep] = useState<'password' | 'code'>('password')

  if (me.data != null) return <Onward to={to ?? '/rounds'} />
  if (instance.data === undefined)
    return instance.error === null ? (
      <Loading />
    ) : (
      <ErrorState error={instance.error} onRetry={() => void instance.refetch()} />
    )
  if (instance.data.needsSetup) return <NotSetUp />
  return step === 'password' ? (
    <PasswordStep
      instance={instance.data}
      to={to}
      notice={notice}
      onSecondStep={() => setStep('code')}
    />
  ) : (
    <CodeStep onBack={() => setStep('password')} />
  )
}

/** Signed in, now or already: to the address that was wanted, with its search. */
function Onward({ to }: { to: string }) {
  const router = useRouter()
  useEffect(() => router.history.replace(to), [router, to])
  return <Loading />
}

function PasswordStep(props: {
  instance: Instance
  to: string | undefined
  notice: SignInSearch['notice']
  onSecondStep: () => void
}) {
  const { t } = useTranslation('shell')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const deed = useDeed({ email: 'email', password: 'password' })

  const enter = async (given: { email: string; password: string }) => {
    const answer = await askAuth('POST', '/sign-in/email', given)
    if (isTwoStep(answer)) props.onSecondStep()
    else await arrive()
  }
  const submit = () =>
    deed.run(
      [
        ...(email.trim() === '' ? [{ field: 'email', sentence: t('signIn.emailMissing') }] : []),
        ...(password === '' ? [{ field: 'password', sentence: t('signIn.passwordMissing') }] : []),
      ],
      () => enter({ email: email.trim(), password }),
    )
  const byPasskey = () =>
    deed.run([], async () => {
      await signInWithPasskey()
      await arrive()
    })
  const byProvider = () =>
    deed.run([], async () => {
      const answer = await askAuth('POST', '/sign-in/social', {
        provider: 'oidc',
        callbackURL: props.to ?? '/rounds',
        errorCallbackURL: '/sign-in?notice=provider',
      })
      if (isRedirect(answer)) location.assign(answer.url)
    })

  return (
    <Page title={t('signIn.title')}>
      {props.notice !== undefined && (
        <Notice gravity={props.notice === 'provider' ? 'bad' : 'info'} role="status">
          {t(`signIn.notice.${props.notice}`)}
        </Notice>
      )}
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
            id="email"
            type="email"
            label={t('signIn.email')}
            value={email}
            onChange={event => setEmail(event.currentTarget.value)}
            error={faultOf(deed.faults, 'email')}
            autoComplete="username webauthn"
            inputMode="email"
            autoCapitalize="none"
            spellCheck={false}
          />
          <PasswordField
            id="password"
            label={t('signIn.password')}
            purpose="current"
            value={password}
            onChange={setPassword}
            error={faultOf(deed.faults, 'password')}
          />
          <Button type="submit" loading={deed.isBusy}>
            {t('signIn.enter')}
          </Button>
        </Stack>
      </form>
      {(canUsePasskeys() || props.instance.oidc !== null) && (
        <Stack gap="sm">
          <Divider label={t('signIn.or')} />
          {canUsePasskeys() && (
            <Button variant="default" onClick={() => void byPasskey()}>
              {t('signIn.passkey')}
            </Button>
          )}
          {props.instance.oidc !== null && (
            <Button variant="default" onClick={() => void byProvider()}>
              {t('signIn.provider', { name: props.instance.oidc.name })}
            </Button>
          )}
        </Stack>
      )}
      <p className="loa-quiet">{t('signIn.forgotten')}</p>
      {props.instance.demo !== null && props.instance.demo.accounts.length > 0 && (
        <DemoAccounts
          demo={props.instance.demo}
          onChoose={account => void deed.run([], () => enter(account))}
        />
      )}
    </Page>
  )
}

function CodeStep({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('shell')
  const [kind, setKind] = useState<'totp' | 'backup'>('totp')
  const [code, setCode] = useState('')
  const deed = useDeed({ code: 'code' }, { codeWrong: 'code' })
  const bare = kind === 'totp' ? code.replace(/\s/g, '') : code.trim()
  const check = () => {
    if (bare === '') return [{ field: 'code', sentence: t('signIn.codeMissing') }]
    if (kind === 'totp' && !/^\d{6}$/.test(bare))
      return [{ field: 'code', sentence: t('signIn.codeSix') }]
    return []
  }
  const submit = () =>
    deed.run(check(), async () => {
      await askAuth(
        'POST',
        kind === 'totp' ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code',
        { code: bare },
      )
      await arrive()
    })
  const turn = (next: 'totp' | 'backup') => {
    setKind(next)
    setCode('')
    deed.tell([])
  }
  return (
    <Page
      title={t('signIn.secondTitle')}
      lead={t(kind === 'totp' ? 'signIn.secondLead' : 'signIn.backupLead')}
    >
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
            key={kind}
            id="code"
            label={t(kind === 'totp' ? 'signIn.code' : 'signIn.backupCode')}
            value={code}
            onChange={event => setCode(event.currentTarget.value)}
            error={faultOf(deed.faults, 'code')}
            autoComplete={kind === 'totp' ? 'one-time-code' : 'off'}
            inputMode={kind === 'totp' ? 'numeric' : 'text'}
            autoCapitalize="none"
            spellCheck={false}
            maw={kind === 'totp' ? '10rem' : undefined}
          />
          <Button type="submit" loading={deed.isBusy}>
            {t('signIn.enter')}
          </Button>
        </Stack>
      </form>
      <Stack gap="xs" align="flex-start">
        <Anchor
          component="button"
          type="button"
          underline="always"
          onClick={() => turn(kind === 'totp' ? 'backup' : 'totp')}
        >
          {t(kind === 'totp' ? 'signIn.useBackup' : 'signIn.useTotp')}
        </Anchor>
        <Anchor component="button" type="button" underline="always" onClick={onBack}>
          {t('signIn.startAgain')}
        </Anchor>
      </Stack>
    </Page>
  )
}

function DemoAccounts(props: {
  demo: NonNullable<Instance['demo']>
  onChoose: (account: { email: string; password: string }) => void
}) {
  const { t } = useTranslation('shell')
  const terms = useTranslation('terms')
  return (
    <section aria-labelledby="demo-title">
      <Title order={2} id="demo-title" mb="xs">
        {t('signIn.demoTitle')}
      </Title>
      <p className="loa-quiet">{t('signIn.demoLead')}</p>
      <Stack gap="xs" mt="md">
        {props.demo.accounts.map(({ email, password, role, name }) => (
          <Button
            key={email}
            variant="default"
            justify="flex-start"
            h="auto"
            mih={48}
            py="xs"
            styles={{ label: { whiteSpace: 'normal', textAlign: 'left' } }}
            onClick={() => props.onChoose({ email, password })}
          >
            <span>
              {t('signIn.demoAs', { name })}
              <Text component="span" display="block" fz="sm" fw={400} className="loa-quiet">
                {terms.t(`role.${role}`) === name ? email : `${terms.t(`role.${role}`)} · ${email}`}
              </Text>
            </span>
          </Button>
        ))}
      </Stack>
    </section>
  )
}

function NotSetUp() {
  const { t } = useTranslation('shell')
  return (
    <Page title={t('setup.neededTitle')}>
      <Notice gravity="info">{t('setup.needed')}</Notice>
    </Page>
  )
}

function isTwoStep(answer: unknown): boolean {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'twoFactorRedirect' in answer &&
    answer.twoFactorRedirect === true
  )
}

function isRedirect(answer: unknown): answer is { url: string } {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'url' in answer &&
    typeof answer.url === 'string'
  )
}
