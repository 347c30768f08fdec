/** Proves again who one is: by the password, and a code where the account asks for one; or by a passkey. */
import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { askAuth } from '../api.ts'
import { useDeed } from '../parts/deed.ts'
import { Dialogue } from '../parts/dialogue.tsx'
import { Form, useForm } from '../parts/form.tsx'
import { canUsePasskeys, signInWithPasskey } from '../passkeys.ts'
import { queries, useMe } from '../session.ts'
import { useWords } from './words.ts'

export function StepUpDialogue({ onEnd }: { onEnd: (hasProved: boolean) => void }) {
  const { t } = useWords()
  const [step, setStep] = useState<'password' | 'code'>('password')
  const done = () => {
    void queries.invalidateQueries({ queryKey: ['me'] })
    onEnd(true)
  }
  return (
    <Dialogue isOpen title={t('stepUp.title')} onClose={() => onEnd(false)}>
      <Stack>
        <Text>{t('stepUp.why')}</Text>
        {step === 'password' ? (
          <PasswordStep onDone={done} onSecondStep={() => setStep('code')} />
        ) : (
          <CodeStep onDone={done} />
        )}
      </Stack>
    </Dialogue>
  )
}

function PasswordStep(props: { onDone: () => void; onSecondStep: () => void }) {
  const { t } = useWords()
  const { email } = useMe()
  const form = useForm({
    values: { password: '' },
    check: ({ password }) => ({ password: password === '' && t('stepUp.passwordMissing') }),
    send: async ({ password }) => {
      const answer = await askAuth('POST', '/sign-in/email', { email, password })
      const { twoFactorRedirect } = (answer ?? {}) as { twoFactorRedirect?: boolean }
      if (twoFactorRedirect === true) props.onSecondStep()
      else props.onDone()
    },
  })
  const passkey = useDeed(async () => {
    await signInWithPasskey()
    props.onDone()
  }, form.show)
  return (
    <>
      <Form of={form} submit={t('stepUp.confirm')}>
        <PasswordInput
          label={t('stepUp.password')}
          autoComplete="current-password"
          data-autofocus
          visibilityToggleButtonProps={{ 'aria-label': t('stepUp.show'), tabIndex: 0 }}
          {...form.field('password')}
        />
      </Form>
      {canUsePasskeys() && (
        <Button variant="default" onClick={() => void passkey.run()}>
          {t('stepUp.passkey')}
        </Button>
      )}
    </>
  )
}

function CodeStep({ onDone }: { onDone: () => void }) {
  const { t } = useWords()
  const form = useForm({
    values: { code: '' },
    check: ({ code }) => ({ code: code.trim() === '' && t('stepUp.codeMissing') }),
    send: async ({ code }) => {
      await askAuth('POST', '/two-factor/verify-totp', { code: code.replaceAll(/\s/g, '') })
      onDone()
    },
  })
  return (
    <Form of={form} submit={t('stepUp.confirm')}>
      <TextInput
        label={t('stepUp.code')}
        autoComplete="one-time-code"
        inputMode="numeric"
        data-autofocus
        {...form.field('code')}
      />
    </Form>
  )
}
