/** API keys for programs: what each may, until when; a new one, whose secret is shown once; an old one revoked. */
import { Button, Checkbox, Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeyScope } from '../../../../authority/actor.ts'
import { type ApiKey, ask } from '../../../../web/api.ts'
import { announce } from '../../../../web/parts/announcer.tsx'
import { ConfirmByTyping } from '../../../../web/parts/confirm-by-typing.tsx'
import { useDeed } from '../../../../web/parts/deed.ts'
import { Dialogue } from '../../../../web/parts/dialogue.tsx'
import { ErrorSummary, faultOf } from '../../../../web/parts/error-summary.tsx'
import { Notice } from '../../../../web/parts/notice.tsx'
import { Page } from '../../../../web/parts/page.tsx'
import { type Column, Records } from '../../../../web/parts/records.tsx'
import { Secret } from '../../../../web/parts/secret.tsx'
import { StateBadge } from '../../../../web/parts/state-badge.tsx'
import { Asked, Empty, Forbidden } from '../../../../web/parts/states.tsx'
import { Age, Time } from '../../../../web/parts/time.tsx'
import { maySee, queries, useMe } from '../../../../web/session.ts'
import { useNow } from '../../../../web/stream.ts'
import { expiryAt, LIVES_DAYS } from './expiry.ts'

const SCOPES: readonly KeyScope[] = ['read', 'rounds', 'lists', 'operators', 'trail', 'screening']
const MINUTE_MS = 60_000

export function KeysPage() {
  const { t } = useTranslation('shell')
  const me = useMe()
  if (!maySee(me.role, '/keys'))
    return (
      <Page title={t('keys.title')}>
        <Forbidden />
      </Page>
    )
  return <Keys />
}

function Keys() {
  const { t } = useTranslation('shell')
  const query = useQuery({
    queryKey: ['keys'],
    queryFn: async ({ signal }) => (await ask('GET /api/v1/keys', { signal })).items,
  })
  const [isMaking, making] = useDisclosure(false)
  const [revoking, setRevoking] = useState<ApiKey | null>(null)
  const columns = useColumns(setRevoking)
  return (
    <Page
      title={t('keys.title')}
      lead={t('keys.lead')}
      actions={<Button onClick={making.open}>{t('keys.make')}</Button>}
    >
      <Asked
        query={query}
        empty={keys =>
          keys.length === 0 && <Empty title={t('keys.none')}>{t('keys.noneWhy')}</Empty>
        }
      >
        {keys => (
          <Records caption={t('keys.title')} columns={columns} rows={keys} rowKey={key => key.id} />
        )}
      </Asked>
      <Dialogue isOpen={isMaking} onClose={making.close} title={t('keys.make')} size="lg" isKept>
        <MakeKey onClose={making.close} />
      </Dialogue>
      <ConfirmByTyping
        isOpen={revoking !== null}
        title={t('keys.revokeTitle', { name: revoking?.name ?? '' })}
        ask={t('keys.revokeAsk', { name: revoking?.name ?? '' })}
        expected={revoking?.name ?? ''}
        deed={t('keys.revoke')}
        onClose={() => setRevoking(null)}
        onConfirm={async () => {
          if (revoking === null) return
          await ask('DELETE /api/v1/keys/:id', { params: { id: revoking.id } })
          await queries.invalidateQueries({ queryKey: ['keys'] })
          announce(t('keys.revokedNow', { name: revoking.name }))
        }}
      >
        {t('keys.revokeWarning')}
      </ConfirmByTyping>
    </Page>
  )
}

function useColumns(onRevoke: (key: ApiKey) => void): readonly Column<ApiKey>[] {
  const { t } = useTranslation('shell')
  const now = useNow(MINUTE_MS)
  return [
    { key: 'name', heading: t('keys.name'), kind: 'title', cell: key => key.name },
    {
      key: 'scopes',
      heading: t('keys.scopes'),
      cell: key => key.scopes.map(scope => t(`keys.scope.${scope}`)).join(', '),
    },
    { key: 'by', heading: t('keys.by'), cell: key => key.createdBy },
    { key: 'made', heading: t('keys.made'), cell: key => <Time at={key.createdAt} shown="day" /> },
    {
      key: 'expires',
      heading: t('keys.expires'),
      cell: key =>
        Date.parse(key.expiresAt) < now ? (
          <StateBadge look="off">{t('keys.expired')}</StateBadge>
        ) : (
          <Time at={key.expiresAt} shown="day" />
        ),
    },
    {
      key: 'used',
      heading: t('keys.used'),
      cell: key =>
        key.lastUsedAt === null ? (
          <span className="loa-quiet">{t('operators.never')}</span>
        ) : (
          <Age at={key.lastUsedAt} />
        ),
    },
    {
      key: 'do',
      heading: t('keys.revoke'),
      kind: 'actions',
      cell: key => (
        <Button
          variant="default"
          size="sm"
          onClick={() => onRevoke(key)}
          aria-label={`${t('keys.revoke')}: ${key.name}`}
        >
          {t('keys.revoke')}
        </Button>
      ),
    },
  ]
}

function MakeKey({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell')
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly KeyScope[]>(['read'])
  const [days, setDays] = useState<number>(LIVES_DAYS[1])
  const [secret, setSecret] = useState<string | null>(null)
  const deed = useDeed({ name: 'key-name', scopes: 'scope-read', expiresAt: 'key-life' })
  const submit = () =>
    deed.run(
      [
        ...(name.trim() === '' ? [{ field: 'key-name', sentence: t('keys.nameMissing') }] : []),
        ...(scopes.length === 0
          ? [{ field: 'scope-read', sentence: t('keys.scopesMissing') }]
          : []),
      ],
      async once => {
        const asked = { name: name.trim(), scopes, days }
        const body = { name: asked.name, scopes, expiresAt: expiryAt(days, Date.now()) }
        const answer = await ask('POST /api/v1/keys', { body, once: once(asked) })
        setSecret(answer.secret)
        await queries.invalidateQueries({ queryKey: ['keys'] })
      },
    )
  if (secret !== null)
    return (
      <Stack gap="md">
        <Notice gravity="warn" role="status">
          {t('keys.secretLead')}
        </Notice>
        <Secret label={t('keys.secret')} text={secret} />
        <Button onClick={onClose} style={{ alignSelf: 'flex-start' }}>
          {t('keys.secretDone')}
        </Button>
      </Stack>
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
        <TextInput
          id="key-name"
          label={t('keys.name')}
          description={t('keys.nameHint')}
          maxLength={60}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
          error={faultOf(deed.faults, 'key-name')}
          autoComplete="off"
          data-autofocus
        />
        <Checkbox.Group
          label={t('keys.scopes')}
          value={[...scopes]}
          onChange={chosen => setScopes(SCOPES.filter(scope => chosen.includes(scope)))}
          error={faultOf(deed.faults, 'scope-read')}
        >
          <Stack gap="sm" mt="xs">
            {SCOPES.map(scope => (
              <Checkbox
                key={scope}
                id={`scope-${scope}`}
                value={scope}
                label={t(`keys.scope.${scope}`)}
                description={t(`keys.scope.${scope}.may`)}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <NativeSelect
          id="key-life"
          label={t('keys.life')}
          value={String(days)}
          onChange={event => setDays(Number(event.currentTarget.value))}
          error={faultOf(deed.faults, 'key-life')}
          data={LIVES_DAYS.map(each => ({
            value: String(each),
            label: t('keys.days', { days: each }),
          }))}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('confirm.cancel')}
          </Button>
          <Button type="submit" loading={deed.isBusy}>
            {t('keys.make')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
