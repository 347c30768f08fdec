/**
 * The second factor by an authenticator app (TOTP), one decision at a time: password, then the code of the app, then the
 * backup codes, which are shown once. It counts only after the app has shown that it knows the secret.
 */
import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askAuth } from '../../../../web/api.ts'
import { useDeed } from '../../../../web/parts/deed.ts'
import { ErrorSummary, faultOf } from '../../../../web/parts/error-summary.tsx'
import { Notice } from '../../../../web/parts/notice.tsx'
import { Panel } from '../../../../web/parts/panel.tsx'
import { Secret } from '../../../../web/parts/secret.tsx'
import { StateBadge } from '../../../../web/parts/state-badge.tsx'
import { meQuery, queries } from '../../../../web/session.ts'
import { PasswordField } from '../door/password-field.tsx'
import { QrCode } from './qr-code.tsx'
import { secretOf } from './totp-uri.ts'

type Step =
  | { readonly is: 'rest' }
  | { readonly is: 'password'; readonly for: 'enable' | 'disable' | 'codes' }
  | { readonly is: 'scan'; readonly uri: string; readonly codes: readonly string[] }
  | { readonly is: 'keep'; readonly codes: readonly string[] }

export function SecondFactor({ isOn }: { isOn: boolean }) {
  const { t } = useTranslation('shell')
  const [step, setStep] = useState<Step>({ is: 'rest' })
  const rest = () => setStep({ is: 'rest' })
  return (
    <Panel title={t('totp.title')}>
      {step.is === 'rest' && (
        <>
          <div>
            <StateBadge look={isOn ? 'good' : 'idle'}>
              {t(isOn ? 'totp.on' : 'totp.off')}
            </StateBadge>
          </div>
          <p>{t('totp.lead')}</p>
          <Group gap="sm">
            {isOn ? (
              <>
                <Button variant="default" onClick={() => setStep({ is: 'password', for: 'codes' })}>
                  {t('totp.newCodes')}
                </Button>
                <Button
                  variant="default"
                  onClick={() => setStep({ is: 'password', for: 'disable' })}
                >
                  {t('totp.disable')}
                </Button>
              </>
            ) : (
              <Button onClick={() => setStep({ is: 'password', for: 'enable' })}>
                {t('totp.enable')}
              </Button>
            )}
          </Group>
        </>
      )}
      {step.is === 'password' && (
        <PasswordStep purpose={step.for} onNext={setStep} onCancel={rest} />
      )}
      {step.is === 'scan' && (
        <ScanStep
          uri={step.uri}
          onDone={() => setStep({ is: 'keep', codes: step.codes })}
          onCancel={rest}
        />
      )}
      {step.is === 'keep' && (
        <Stack gap="md">
          <Notice gravity="warn">{t('totp.keep')}</Notice>
          <Secret label={t('totp.codes')} text={step.codes.join('\n')} />
          <Button onClick={rest} style={{ alignSelf: 'flex-start' }}>
            {t('totp.kept')}
          </Button>
        </Stack>
      )}
    </Panel>
  )
}

function PasswordStep(props: {
  purpose: 'enable' | 'disable' | 'codes'
  onNext: (step: Step) => void
  onCancel: () => void
}) {
  const { t } = useTranslation('shell')
  const [password, setPassword] = useState('')
  const deed = useDeed(
    {},
    {
      signInWrong: { field: 'totp-password', sentence: t('account.currentWrong') },
    },
  )
  const submit = () =>
    deed.run(
      password === '' ? [{ field: 'totp-password', sentence: t('account.currentMissing') }] : [],
      async () => {
        const answer = await askAuth('POST', PATHS[props.purpose], { password })
        if (props.purpose === 'enable')
          props.onNext({ is: 'scan', uri: uriOf(answer), codes: codesOf(answer) })
        else if (props.purpose === 'codes') props.onNext({ is: 'keep', codes: codesOf(answer) })
        else {
          await queries.invalidateQueries({ queryKey: meQuery.queryKey })
          props.onCancel()
        }
      },
    )
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="md" maw="26rem">
        <ErrorSummary faults={deed.faults} />
        {props.purpose === 'disable' && <Notice gravity="warn">{t('totp.disableWarning')}</Notice>}
        <PasswordField
          id="totp-password"
          label={t('account.current')}
          purpose="current"
          value={password}
          onChange={setPassword}
          error={faultOf(deed.faults, 'totp-password')}
        />
        <Group gap="sm">
          <Button type="submit" loading={deed.isBusy}>
            {t(
              props.purpose === 'enable'
                ? 'totp.next'
                : props.purpose === 'codes'
                  ? 'totp.newCodes'
                  : 'totp.disable',
            )}
          </Button>
          <Button variant="default" onClick={props.onCancel}>
            {t('confirm.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function ScanStep(props: { uri: string; onDone: () => void; onCancel: () => void }) {
  const { t } = useTranslation('shell')
  const [code, setCode] = useState('')
  const deed = useDeed({}, { codeWrong: 'totp-code' })
  const bare = code.replace(/\s/g, '')
  const submit = () =>
    deed.run(
      /^\d{6}$/.test(bare) ? [] : [{ field: 'totp-code', sentence: t('signIn.codeSix') }],
      async () => {
        await askAuth('POST', '/two-factor/verify-totp', { code: bare })
        await queries.invalidateQueries({ queryKey: meQuery.queryKey })
        props.onDone()
      },
    )
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="md">
        <ErrorSummary faults={deed.faults} />
        <p>{t('totp.scan')}</p>
        <Group gap="lg" align="flex-start">
          <QrCode text={props.uri} label={t('totp.qr')} />
          <Stack gap="xs" maw="18rem">
            <span>{t('totp.orType')}</span>
            <span className="loa-mono">{secretOf(props.uri)}</span>
          </Stack>
        </Group>
        <TextInput
          id="totp-code"
          label={t('signIn.code')}
          value={code}
          onChange={event => setCode(event.currentTarget.value)}
          error={faultOf(deed.faults, 'totp-code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maw="10rem"
        />
        <Group gap="sm">
          <Button type="submit" loading={deed.isBusy}>
            {t('totp.enable')}
          </Button>
          <Button variant="default" onClick={props.onCancel}>
            {t('confirm.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const PATHS = {
  enable: '/two-factor/enable',
  disable: '/two-factor/disable',
  codes: '/two-factor/generate-backup-codes',
} as const

function uriOf(answer: unknown): string {
  const uri = field(answer, 'totpURI')
  return typeof uri === 'string' ? uri : ''
}

function codesOf(answer: unknown): readonly string[] {
  const codes = field(answer, 'backupCodes')
  return Array.isArray(codes) ? codes.map(String) : []
}

function field(answer: unknown, name: string): unknown {
  return typeof answer === 'object' && answer !== null
    ? (answer as Record<string, unknown>)[name]
    : undefined
}
