/** What stands before everything else, for whose role must have a second factor and who has not given one. */
import { Button } from '@mantine/core'
import { useDeed } from '../../../../web/parts/deed.ts'
import { Fault, Notice } from '../../../../web/parts/states.tsx'
import { canUsePasskeys, signInWithPasskey } from '../../../../web/passkeys.ts'
import { arrive } from '../../../../web/session.ts'
import { useWords } from '../words.ts'

export function FactorDemanded({ state }: { state: 'unused' | 'missing' }) {
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
