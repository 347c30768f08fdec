/** One's own account: who one is here, the language, the password, the second factor, passkeys, and what areas add to it. */
import { Button, Stack } from '@mantine/core'
import { useRouteContext } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { speak } from '../../../../web/i18n.ts'
import { useDeed } from '../../../../web/parts/deed.ts'
import { LanguageChoice } from '../../../../web/parts/language-choice.tsx'
import { Page, Panel } from '../../../../web/parts/page.tsx'
import { Facts } from '../../../../web/parts/records.tsx'
import { Fault, Loading, Notice } from '../../../../web/parts/states.tsx'
import { canUsePasskeys, signInWithPasskey } from '../../../../web/passkeys.ts'
import { arrive, useMe } from '../../../../web/session.ts'
import { useWords } from '../words.ts'
import { Passkeys } from './passkeys-panel.tsx'
import { ChangePassword } from './password-panel.tsx'
import { SecondFactor } from './second-factor-panel.tsx'

export function AccountPage() {
  const { t, terms, spoken } = useWords()
  const me = useMe()
  // It stays where it was while it is being set up.
  const [isAskedFirst] = useState(me.factor !== 'fine')
  // A signing key is what comes next.
  const ofAreas = me.factor === 'fine' && <OfAreas />
  const factor = (
    <>
      {me.factor !== 'unused' && me.signIn.password && <SecondFactor isOn={me.signIn.totp} />}
      {isAskedFirst && ofAreas}
      <Passkeys />
    </>
  )
  return (
    <Page title={t('account.title')}>
      <Stack gap="lg" maw="46rem">
        {me.factor !== 'fine' && <FactorDemanded state={me.factor} />}
        {isAskedFirst && factor}
        <Panel title={t('account.who')}>
          <Facts
            facts={[
              [t('person.name'), me.name],
              [t('signIn.email'), me.email],
              [t('person.role'), `${terms(`role.${me.role}`)}: ${t(`role.${me.role}.may`)}`],
              me.operator !== null && [t('person.operator'), me.operator],
            ]}
          />
          <p className="loa-quiet">{t('account.askAdministrator')}</p>
        </Panel>
        <Panel title={t('frame.language')}>
          <LanguageChoice aria-label={t('frame.language')} value={spoken} onChange={speak} />
        </Panel>
        {me.factor !== 'unused' && me.signIn.password && <ChangePassword />}
        {!isAskedFirst && factor}
        {!isAskedFirst && ofAreas}
      </Stack>
    </Page>
  )
}

function OfAreas() {
  const { role } = useMe()
  const { areas } = useRouteContext({ from: '__root__' })
  return areas.map(
    ({ account }) =>
      account?.roles.includes(role) && (
        <Suspense key={account.name} fallback={<Loading />}>
          <account.Panel />
        </Suspense>
      ),
  )
}

/** What stands before everything else, for whose role must have a second factor and who has not given one. */
function FactorDemanded({ state }: { state: 'unused' | 'missing' }) {
  const { t, spoken } = useWords()
  const enter = useDeed(async () => {
    await signInWithPasskey()
    await arrive()
  })
  return (
    <Notice
      gravity="warn"
      title={t('factor.demanded')}
      action={
        state === 'unused' &&
        canUsePasskeys() && <Button onClick={() => void enter.run()}>{t('signIn.passkey')}</Button>
      }
    >
      {t(`factor.${state}`)}
      <Fault>{enter.problem?.sentence(spoken) ?? null}</Fault>
    </Notice>
  )
}
