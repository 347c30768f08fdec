/** Changing one's password; sessions elsewhere end with it, and what else opens the account is named. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askAuth } from '../../../../web/api.ts'
import { Form, useForm } from '../../../../web/parts/form.tsx'
import { Panel } from '../../../../web/parts/page.tsx'
import { Notice } from '../../../../web/parts/states.tsx'
import { Time } from '../../../../web/parts/time.tsx'
import { PasswordField, useNewPasswordFault } from '../door/password-field.tsx'
import { useWords } from '../words.ts'
import { passkeysQuery } from './passkeys-panel.tsx'

const BLANK = { current: '', next: '' }

/** Whoever changes a password because somebody else knew it has to know that these are left. */
function StillOpens() {
  const { t } = useWords()
  const { data: keys = [] } = useQuery(passkeysQuery)
  if (keys.length === 0) return null
  return (
    <>
      <p>{t('account.passkeysLeft')}</p>
      <ul>
        {keys.map(({ id, name, createdAt }) => (
          <li key={id}>
            {name ?? t('passkeys.unnamed')}
            {createdAt !== null && (
              <>
                {' · '}
                {t('passkeys.since')} <Time at={createdAt} />
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

export function ChangePassword() {
  const { t } = useWords()
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
          <StillOpens />
        </Notice>
      )}
      <Form of={form} submit={t('account.changePassword')} maw="26rem">
        <PasswordField label={t('account.current')} purpose="current" {...form.field('current')} />
        <PasswordField label={t('invitation.password')} purpose="new" {...form.field('next')} />
      </Form>
    </Panel>
  )
}
