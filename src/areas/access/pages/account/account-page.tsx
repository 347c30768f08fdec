/** One's own account: who one is here, the language, the password, the second factor, passkeys. */
import { SegmentedControl, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { speak, useLanguage } from '../../../../web/i18n.ts'
import { Facts } from '../../../../web/parts/facts.tsx'
import { Page } from '../../../../web/parts/page.tsx'
import { Panel } from '../../../../web/parts/panel.tsx'
import { useMe } from '../../../../web/session.ts'
import { Passkeys } from './passkeys-panel.tsx'
import { ChangePassword } from './password-panel.tsx'
import { SecondFactor } from './second-factor-panel.tsx'

export function AccountPage() {
  const { t } = useTranslation('shell')
  const terms = useTranslation('terms')
  const me = useMe()
  const spoken = useLanguage()
  return (
    <Page title={t('account.title')}>
      <Stack gap="lg" maw="46rem">
        <Panel title={t('account.who')}>
          <Facts
            facts={[
              { name: t('person.name'), value: me.name },
              { name: t('signIn.email'), value: me.email },
              {
                name: t('person.role'),
                value: `${terms.t(`role.${me.role}`)}: ${t(`role.${me.role}.may`)}`,
              },
              ...(me.operator === null ? [] : [{ name: t('person.operator'), value: me.operator }]),
            ]}
          />
          <p className="loa-quiet">{t('account.askAdministrator')}</p>
        </Panel>
        <Panel title={t('frame.language')}>
          <SegmentedControl
            aria-label={t('frame.language')}
            value={spoken}
            size="md"
            style={{ alignSelf: 'flex-start' }}
            onChange={chosen => speak(chosen === 'en' ? 'en' : 'vi')}
            data={[
              { value: 'vi', label: <span lang="vi">Tiếng Việt</span> },
              { value: 'en', label: <span lang="en">English</span> },
            ]}
          />
        </Panel>
        {me.signIn.password && <ChangePassword />}
        {me.signIn.password && <SecondFactor isOn={me.signIn.totp} />}
        <Passkeys />
      </Stack>
    </Page>
  )
}
