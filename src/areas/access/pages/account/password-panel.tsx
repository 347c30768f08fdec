/** Changing one's password; sessions elsewhere end with it. */
import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askAuth } from '../../../../web/api.ts'
import { useDeed } from '../../../../web/parts/deed.ts'
import { ErrorSummary, faultOf } from '../../../../web/parts/error-summary.tsx'
import { Notice } from '../../../../web/parts/notice.tsx'
import { Panel } from '../../../../web/parts/panel.tsx'
import { newPasswordFault, PasswordField } from '../door/password-field.tsx'

export function ChangePassword() {
  const { t } = useTranslation('shell')
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [isDone, setDone] = useState(false)
  const deed = useDeed(
    {},
    { signInWrong: { field: 'current-password', sentence: t('account.currentWrong') } },
  )
  const submit = async () => {
    setDone(false)
    const weak = newPasswordFault(next)
    const wasDone = await deed.run(
      [
        ...(current === ''
          ? [{ field: 'current-password', sentence: t('account.currentMissing') }]
          : []),
        ...(weak === null ? [] : [{ field: 'next-password', sentence: t(weak) }]),
      ],
      async () => {
        await askAuth('POST', '/change-password', {
          currentPassword: current,
          newPassword: next,
          revokeOtherSessions: true,
        })
      },
    )
    if (!wasDone) return
    setCurrent('')
    setNext('')
    setDone(true)
  }
  return (
    <Panel title={t('account.password')}>
      {isDone && (
        <Notice gravity="good" role="status">
          {t('account.passwordChanged')}
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
        <Stack gap="md" align="stretch" maw="26rem">
          <PasswordField
            id="current-password"
            label={t('account.current')}
            purpose="current"
            value={current}
            onChange={setCurrent}
            error={faultOf(deed.faults, 'current-password')}
          />
          <PasswordField
            id="next-password"
            label={t('invitation.password')}
            purpose="new"
            value={next}
            onChange={setNext}
            error={faultOf(deed.faults, 'next-password')}
          />
          <Button type="submit" loading={deed.isBusy} style={{ alignSelf: 'flex-start' }}>
            {t('account.changePassword')}
          </Button>
        </Stack>
      </form>
    </Panel>
  )
}
