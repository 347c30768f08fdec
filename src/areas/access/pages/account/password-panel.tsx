/** Changing one's password; sessions elsewhere end with it. */
import { useState } from 'react'
import { askAuth } from '../../../../web/api.ts'
import { Form, useForm } from '../../../../web/parts/form.tsx'
import { Panel } from '../../../../web/parts/page.tsx'
import { Notice } from '../../../../web/parts/states.tsx'
import { useWords } from '../../../../web/use-words.ts'
import { PasswordField, useNewPasswordFault } from '../door/password-field.tsx'

const BLANK = { current: '', next: '' }

export function ChangePassword() {
  const { t } = useWords('shell')
  const [isDone, setDone] = useState(false)
  const faultOf = useNewPasswordFault()
  const form = useForm({
    values: BLANK,
    ids: { current: 'current-password', next: 'next-password' },
    codes: { signInWrong: ['current', t('account.currentWrong')] },
    check: ({ current, next }) => {
      setDone(false)
      return { current: current === '' && t('account.currentMissing'), next: faultOf(next) }
    },
    send: async ({ current, next }) => {
      await askAuth('POST', '/change-password', {
        currentPassword: current,
        newPassword: next,
        revokeOtherSessions: true,
      })
      form.set(BLANK)
      setDone(true)
    },
  })
  return (
    <Panel title={t('account.password')}>
      {isDone && (
        <Notice gravity="good" role="status">
          {t('account.passwordChanged')}
        </Notice>
      )}
      <Form of={form} submit={t('account.changePassword')} maw="26rem">
        <PasswordField label={t('account.current')} purpose="current" {...form.field('current')} />
        <PasswordField label={t('invitation.password')} purpose="new" {...form.field('next')} />
      </Form>
    </Panel>
  )
}
