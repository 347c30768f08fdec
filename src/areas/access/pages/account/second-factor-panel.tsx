/**
 * The second factor by an authenticator app (TOTP), one decision at a time: password, then the code of the app, then the
 * backup codes, which are shown once. It counts only after the app has shown that it knows the secret.
 */
import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { askAuth } from '../../../../web/api.ts'
import { NextStep } from '../../../../web/help/next-step.tsx'
import { setUpQuery } from '../../../../web/help/set-up-query.ts'
import { Form, useForm } from '../../../../web/parts/form.tsx'
import { Panel } from '../../../../web/parts/page.tsx'
import { QrCode } from '../../../../web/parts/qr-code.tsx'
import { Secret, Told } from '../../../../web/parts/secret.tsx'
import { StateBadge } from '../../../../web/parts/state-badge.tsx'
import { Notice } from '../../../../web/parts/states.tsx'
import { meQuery, queries, useMe } from '../../../../web/session.ts'
import { PasswordField } from '../door/password-field.tsx'
import { takeEntered } from '../just-entered.ts'
import { useWords } from '../words.ts'
import { secretOf } from './totp-uri.ts'

type Step =
  | { readonly is: 'rest' }
  | { readonly is: 'password'; readonly for: keyof typeof PURPOSES }
  | { readonly is: 'scan'; readonly uri: string; readonly codes: readonly string[] }
  | { readonly is: 'keep'; readonly codes: readonly string[] }

export function SecondFactor({ isOn }: { isOn: boolean }) {
  const { t } = useWords()
  const [step, setStep] = useState<Step>({ is: 'rest' })
  const rest = () => setStep({ is: 'rest' })
  const isAsked = useMe().factor === 'missing'
  useEffect(() => {
    // Taken whether it is needed or not: it is kept no longer.
    const password = takeEntered()
    if (password === null || !isAsked) return
    askAuth('POST', PURPOSES.enable.path, { password }).then(
      answer => {
        const { totpURI: uri = '', backupCodes: codes = [] } = answer as Enabling
        setStep({ is: 'scan', uri, codes })
      },
      // It can be asked for by hand.
      () => {},
    )
  }, [isAsked])
  return (
    <Panel title={t('totp.title')} at="second-factor">
      {step.is === 'rest' && (
        <>
          <div>
            <StateBadge look={isOn ? 'good' : 'idle'}>{t(isOn ? 'totp.on' : 'totp.off')}</StateBadge>
          </div>
          <p>{t('totp.lead')}</p>
          {isOn && <NextStep after={['factor']} />}
          <Group gap="sm">
            {isOn ? (
              <>
                <Button variant="default" onClick={() => setStep({ is: 'password', for: 'codes' })}>
                  {t('totp.newCodes')}
                </Button>
                <Button variant="default" onClick={() => setStep({ is: 'password', for: 'disable' })}>
                  {t('totp.disable')}
                </Button>
              </>
            ) : (
              <Button onClick={() => setStep({ is: 'password', for: 'enable' })}>{t('totp.enable')}</Button>
            )}
          </Group>
        </>
      )}
      {step.is === 'password' && <PasswordStep purpose={step.for} onNext={setStep} onCancel={rest} />}
      {step.is === 'scan' && (
        <ScanStep uri={step.uri} onDone={() => setStep({ is: 'keep', codes: step.codes })} onCancel={rest} />
      )}
      {step.is === 'keep' && (
        <Told lead={t('totp.keep')} done={t('totp.kept')} onClose={rest}>
          <Secret label={t('totp.codes')} text={step.codes.join('\n')} />
        </Told>
      )}
    </Panel>
  )
}

function PasswordStep(props: { purpose: keyof typeof PURPOSES; onNext: (step: Step) => void; onCancel: () => void }) {
  const { t } = useWords()
  const { purpose, onNext, onCancel } = props
  const form = useForm({
    prefix: 'totp',
    values: { password: '' },
    codes: { signInWrong: ['password', t('account.currentWrong')] },
    check: ({ password }) => ({ password: password === '' && t('account.currentMissing') }),
    send: async ({ password }) => {
      const answer = await askAuth('POST', PURPOSES[purpose].path, { password })
      const { totpURI: uri = '', backupCodes: codes = [] } = answer as Enabling
      if (purpose === 'enable') return onNext({ is: 'scan', uri, codes })
      if (purpose === 'codes') return onNext({ is: 'keep', codes })
      await queries.invalidateQueries({ queryKey: meQuery.queryKey })
      onCancel()
    },
  })
  return (
    <Form of={form} submit={t(PURPOSES[purpose].word)} cancel={onCancel} place="start" maw="26rem">
      {purpose === 'disable' && <Notice gravity="warn">{t('totp.disableWarning')}</Notice>}
      <PasswordField label={t('account.current')} purpose="current" {...form.field('password')} />
    </Form>
  )
}

function ScanStep(props: { uri: string; onDone: () => void; onCancel: () => void }) {
  const { t } = useWords()
  const bare = (code: string) => code.replace(/\s/g, '')
  const form = useForm({
    prefix: 'totp',
    values: { code: '' },
    codes: { codeWrong: 'code' },
    check: ({ code }) => ({ code: !/^\d{6}$/.test(bare(code)) && t('signIn.codeSix') }),
    send: async ({ code }) => {
      await askAuth('POST', '/two-factor/verify-totp', { code: bare(code) })
      await queries.invalidateQueries({ queryKey: meQuery.queryKey })
      void queries.invalidateQueries({ queryKey: setUpQuery.queryKey })
      props.onDone()
    },
  })
  return (
    <Form of={form} submit={t('totp.enable')} cancel={props.onCancel} place="start">
      <p>{t('totp.scan')}</p>
      <Group gap="lg" align="flex-start">
        <QrCode text={props.uri} label={t('totp.qr')} />
        <Stack gap="xs" maw="18rem">
          <span>{t('totp.orType')}</span>
          <span className="loa-mono">{secretOf(props.uri)}</span>
        </Stack>
      </Group>
      <TextInput
        label={t('signIn.code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maw="10rem"
        {...form.field('code')}
      />
    </Form>
  )
}

const PURPOSES = {
  enable: { path: '/two-factor/enable', word: 'totp.next' },
  disable: { path: '/two-factor/disable', word: 'totp.disable' },
  codes: { path: '/two-factor/generate-backup-codes', word: 'totp.newCodes' },
} as const

/** Of our own server, which is trusted. */
interface Enabling {
  readonly totpURI?: string
  readonly backupCodes?: readonly string[]
}
