/** One's passkeys: those there are, a new one, an old one removed. */
import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from '../../../../web/parts/announcer.tsx'
import { ConfirmByTyping } from '../../../../web/parts/confirm-by-typing.tsx'
import { useDeed } from '../../../../web/parts/deed.ts'
import { ErrorSummary, faultOf } from '../../../../web/parts/error-summary.tsx'
import { Panel } from '../../../../web/parts/panel.tsx'
import { Records } from '../../../../web/parts/records.tsx'
import { Asked } from '../../../../web/parts/states.tsx'
import { Time } from '../../../../web/parts/time.tsx'
import { meQuery, queries } from '../../../../web/session.ts'
import {
  addPasskey,
  canUsePasskeys,
  type Passkey,
  passkeys,
  removePasskey,
} from '../door/passkeys.ts'

export function Passkeys() {
  const { t } = useTranslation('shell')
  const query = useQuery({ queryKey: ['passkeys'], queryFn: passkeys })
  const [removing, setRemoving] = useState<Passkey | null>(null)
  return (
    <Panel title={t('passkeys.title')}>
      <p>{t('passkeys.lead')}</p>
      <Asked
        query={query}
        empty={keys => keys.length === 0 && <p className="loa-quiet">{t('passkeys.none')}</p>}
      >
        {keys => (
          <Records
            caption={t('passkeys.title')}
            rows={keys}
            rowKey={key => key.id}
            columns={[
              {
                key: 'name',
                heading: t('passkeys.name'),
                kind: 'title',
                cell: key => key.name ?? t('passkeys.unnamed'),
              },
              {
                key: 'at',
                heading: t('passkeys.since'),
                cell: key => key.createdAt !== null && <Time at={key.createdAt} />,
              },
              {
                key: 'do',
                heading: t('passkeys.remove'),
                kind: 'actions',
                cell: key => (
                  <Button variant="default" size="sm" onClick={() => setRemoving(key)}>
                    {t('passkeys.remove')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Asked>
      {canUsePasskeys() ? <AddPasskey /> : <p className="loa-quiet">{t('passkeys.cannot')}</p>}
      <ConfirmByTyping
        isOpen={removing !== null}
        title={t('passkeys.removeTitle')}
        ask={t('passkeys.removeAsk', { name: removing?.name ?? t('passkeys.unnamed') })}
        expected={removing?.name ?? t('passkeys.unnamed')}
        deed={t('passkeys.remove')}
        onClose={() => setRemoving(null)}
        onConfirm={async () => {
          if (removing === null) return
          await removePasskey(removing.id)
          await refreshed()
        }}
      >
        {t('passkeys.removeWarning')}
      </ConfirmByTyping>
    </Panel>
  )
}

function AddPasskey() {
  const { t } = useTranslation('shell')
  const [name, setName] = useState('')
  const deed = useDeed()
  const submit = () =>
    deed.run(
      name.trim() === '' ? [{ field: 'passkey-name', sentence: t('passkeys.nameMissing') }] : [],
      async () => {
        await addPasskey(name.trim())
        await refreshed()
        setName('')
        announce(t('passkeys.added'))
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
        <Group align="flex-end" gap="sm">
          <TextInput
            id="passkey-name"
            label={t('passkeys.newName')}
            description={t('passkeys.nameHint')}
            value={name}
            onChange={event => setName(event.currentTarget.value)}
            error={faultOf(deed.faults, 'passkey-name')}
            autoComplete="off"
            style={{ flex: '1 1 16rem' }}
            maw="26rem"
          />
          <Button type="submit" loading={deed.isBusy}>
            {t('passkeys.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

async function refreshed(): Promise<void> {
  await queries.invalidateQueries({ queryKey: ['passkeys'] })
  await queries.invalidateQueries({ queryKey: meQuery.queryKey })
}
