/** One's passkeys: those there are, a new one, an old one removed. */
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { setUpQuery } from '../../../../web/help/set-up-query.ts'
import { announce } from '../../../../web/parts/announcer.tsx'
import { ConfirmButton } from '../../../../web/parts/confirm-by-typing.tsx'
import { Form, useForm } from '../../../../web/parts/form.tsx'
import { Panel } from '../../../../web/parts/page.tsx'
import { Records } from '../../../../web/parts/records.tsx'
import { Asked } from '../../../../web/parts/states.tsx'
import { Time } from '../../../../web/parts/time.tsx'
import { addPasskey, canUsePasskeys, type Passkey, passkeys, removePasskey } from '../../../../web/passkeys.ts'
import { meQuery, queries, useMe } from '../../../../web/session.ts'
import { useWords } from '../words.ts'

export const passkeysQuery = { queryKey: ['passkeys'], queryFn: passkeys } as const

export function Passkeys() {
  const { t } = useWords()
  const { factor } = useMe()
  const query = useQuery(passkeysQuery)
  return (
    <Panel title={t('passkeys.title')}>
      <p>{t('passkeys.lead')}</p>
      <Asked query={query} empty={keys => keys.length === 0 && <p className="loa-quiet">{t('passkeys.none')}</p>}>
        {keys => (
          <Records
            caption={t('passkeys.title')}
            rows={keys}
            columns={[
              [t('passkeys.name'), key => key.name ?? t('passkeys.unnamed'), 'title'],
              [t('passkeys.since'), key => key.createdAt !== null && <Time at={key.createdAt} />],
              factor === 'fine' && [t('passkeys.remove'), key => <Remove passkey={key} />, 'actions'],
            ]}
          />
        )}
      </Asked>
      {factor !== 'unused' && (canUsePasskeys() ? <AddPasskey /> : <p className="loa-quiet">{t('passkeys.cannot')}</p>)}
    </Panel>
  )
}

function Remove({ passkey: { id, name } }: { passkey: Passkey }) {
  const { t } = useWords()
  const called = name ?? t('passkeys.unnamed')
  return (
    <ConfirmButton
      label={t('passkeys.remove')}
      title={t('passkeys.removeTitle')}
      ask={t('passkeys.removeAsk', { name: called })}
      expected={called}
      onConfirm={async () => {
        await removePasskey(id)
        await refreshed()
      }}
    >
      {t('passkeys.removeWarning')}
    </ConfirmButton>
  )
}

function AddPasskey() {
  const { t } = useWords()
  const form = useForm({
    prefix: 'passkey',
    values: { name: '' },
    check: ({ name }) => ({ name: name.trim() === '' && t('passkeys.nameMissing') }),
    send: async ({ name }) => {
      await addPasskey(name.trim())
      await refreshed()
      form.set({ name: '' })
      announce(t('passkeys.added'))
    },
  })
  return (
    <Form of={form} submit={t('passkeys.add')} place="beside">
      <TextInput
        label={t('passkeys.newName')}
        description={t('passkeys.nameHint')}
        autoComplete="off"
        style={{ flex: '1 1 16rem' }}
        maw="26rem"
        {...form.field('name')}
      />
    </Form>
  )
}

async function refreshed(): Promise<void> {
  await queries.invalidateQueries({ queryKey: ['passkeys'] })
  // They sign too.
  await queries.invalidateQueries({ queryKey: ['signing'] })
  await queries.invalidateQueries({ queryKey: meQuery.queryKey })
  void queries.invalidateQueries({ queryKey: setUpQuery.queryKey })
}
