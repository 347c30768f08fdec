/** Signing in: password, then a code where the account asks for one; or a passkey; or the authority's own provider. */
import { Anchor, Button, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { askAuth, type Instance } from '../../../../web/api.ts'
import { useDeed } from '../../../../web/parts/deed.ts'
import { Form, useForm } from '../../../../web/parts/form.tsx'
import { Page } from '../../../../web/parts/page.tsx'
import { ErrorState, Loading, Notice } from '../../../../web/parts/states.tsx'
import { canUsePasskeys, signInWithPasskey } from '../../../../web/passkeys.ts'
import { arrive, instanceQuery, meQuery } from '../../../../web/session.ts'
import { PasswordField } from './password-field.tsx'
import type { SignInSearch } from './sign-in-search.ts'
import { useWords } from './words.ts'

export function SignInPage() {
  const { to, notice } = useSearch({ strict: false }) as SignInSearch
  const instance = useQuery(instanceQuery)
  const me = useQuery(meQuery)
  const [step, setStep] = useState<'password' | 'code'>('password')

  if (me.data != null) return <Onward to={to ?? '/'} />
  if (instance.data === undefined)
    return instance.error === null ? (
      <Loading />
    ) : (
      <ErrorState error={instance.error} onRetry={() => void instance.refetch()} />
    )
  if (instance.data.needsSetup) return <NotSetUp />
  return step === 'password' ? (
    <PasswordStep instance={instance.data} to={to} notice={notice} onSecondStep={() => setStep('code')} />
  ) : (
    <CodeStep onBack={() => setStep('password')} />
  )
}

export function NotSetUp() {
  const { t } = useWords()
  return (
    <Page title={t('setup.neededTitle')}>
      <Notice gravity="info">{t('setup.needed')}</Notice>
    </Page>
  )
}

/** Signed in, now or already: to the address that was wanted, with its search. */
function Onward({ to }: { to: string }) {
  const router = useRouter()
  useEffect(() => router.history.replace(to), [router, to])
  return <Loading />
}

interface Account {
  readonly email: string
  readonly password: string
}

function PasswordStep(props: {
  instance: Instance
  to: string | undefined
  notice: SignInSearch['notice']
  onSecondStep: () => void
}) {
  const { t } = useWords()
  const { oidc, demo } = props.instance
  const enter = async (given: Account) => {
    const answer = await askAuth('POST', '/sign-in/email', { ...given })
    if ((answer as Answered).twoFactorRedirect === true) props.onSecondStep()
    else await arrive()
  }
  const form = useForm({
    values: { email: '', password: '' },
    check: ({ email, password }) => ({
      email: email.trim() === '' && t('signIn.emailMissing'),
      password: password === '' && t('signIn.passwordMissing'),
    }),
    send: ({ email, password }) => enter({ email: email.trim(), password }),
  })
  const other = useDeed(async (way: 'passkey' | 'provider' | Account) => {
    if (typeof way === 'object') return enter(way)
    if (way === 'passkey') {
      await signInWithPasskey()
      return arrive()
    }
    const answer = await askAuth('POST', '/sign-in/social', {
      provider: 'oidc',
      callbackURL: props.to ?? '/',
      errorCallbackURL: '/sign-in?notice=provider',
    })
    const { url } = answer as Answered
    if (url !== undefined) location.assign(url)
  }, form.show)
  const by = (way: 'passkey' | 'provider' | Account) => {
    form.tell({})
    void other.run(way)
  }
  return (
    <Page title={t('signIn.title')}>
      {props.notice !== undefined && (
        <Notice gravity={props.notice === 'provider' ? 'bad' : 'info'} role="status">
          {t(`signIn.notice.${props.notice}`)}
        </Notice>
      )}
      <Form of={form} submit={t('signIn.enter')} place="wide">
        <TextInput
          type="email"
          label={t('signIn.email')}
          autoComplete="username webauthn"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          {...form.field('email')}
        />
        <PasswordField label={t('signIn.password')} purpose="current" {...form.field('password')} />
      </Form>
      {(canUsePasskeys() || oidc !== null) && (
        <Stack gap="sm">
          <div className="loa-or">{t('signIn.or')}</div>
          {canUsePasskeys() && (
            <Button variant="default" onClick={() => by('passkey')}>
              {t('signIn.passkey')}
            </Button>
          )}
          {oidc !== null && (
            <Button variant="default" onClick={() => by('provider')}>
              {t('signIn.provider', { name: oidc.name })}
            </Button>
          )}
        </Stack>
      )}
      <p className="loa-quiet">{t('signIn.forgotten')}</p>
      {demo !== null && demo.accounts.length > 0 && <DemoAccounts demo={demo} onChoose={by} />}
    </Page>
  )
}

function CodeStep({ onBack }: { onBack: () => void }) {
  const { t } = useWords()
  const [kind, setKind] = useState<'totp' | 'backup'>('totp')
  const isTotp = kind === 'totp'
  const bare = (code: string) => (isTotp ? code.replace(/\s/g, '') : code.trim())
  const form = useForm({
    values: { code: '' },
    codes: { codeWrong: 'code' },
    check: ({ code }) => ({
      code: bare(code) === '' ? t('signIn.codeMissing') : isTotp && !/^\d{6}$/.test(bare(code)) && t('signIn.codeSix'),
    }),
    send: async ({ code }) => {
      const path = isTotp ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code'
      await askAuth('POST', path, { code: bare(code) })
      await arrive()
    },
  })
  const turn = () => {
    setKind(isTotp ? 'backup' : 'totp')
    form.set({ code: '' })
    form.tell({})
  }
  return (
    <Page title={t('signIn.secondTitle')} lead={t(isTotp ? 'signIn.secondLead' : 'signIn.backupLead')}>
      <Form of={form} submit={t('signIn.enter')} place="wide">
        <TextInput
          key={kind}
          label={t(isTotp ? 'signIn.code' : 'signIn.backupCode')}
          autoComplete={isTotp ? 'one-time-code' : 'off'}
          inputMode={isTotp ? 'numeric' : 'text'}
          autoCapitalize="none"
          spellCheck={false}
          maw={isTotp ? '10rem' : undefined}
          {...form.field('code')}
        />
      </Form>
      <Stack gap="xs" align="flex-start">
        <Anchor component="button" type="button" underline="always" onClick={turn}>
          {t(isTotp ? 'signIn.useBackup' : 'signIn.useTotp')}
        </Anchor>
        <Anchor component="button" type="button" underline="always" onClick={onBack}>
          {t('signIn.startAgain')}
        </Anchor>
      </Stack>
    </Page>
  )
}

function DemoAccounts(props: { demo: NonNullable<Instance['demo']>; onChoose: (account: Account) => void }) {
  const { t, terms } = useWords()
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
              {t('signIn.demoAs', { name: terms(`role.${role}`) })}
              <Text component="span" display="block" fz="sm" fw={400} className="loa-quiet">
                {terms(`role.${role}`) === name ? email : `${name} · ${email}`}
              </Text>
            </span>
          </Button>
        ))}
      </Stack>
    </section>
  )
}

/** Of our own server, which is trusted: whether a code is asked too, or where the provider is. */
interface Answered {
  readonly twoFactorRedirect?: boolean
  readonly url?: string
}
