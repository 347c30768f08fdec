/** API keys for programs: what each may, until when; a new one, whose secret is shown once; an old one revoked. */
import { NativeSelect, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { KeyScope } from '../../../../authority/actor.ts'
import { type ApiKey, ask } from '../../../../web/api.ts'
import { SomeOf } from '../../../../web/parts/choices.tsx'
import { ConfirmButton } from '../../../../web/parts/confirm-by-typing.tsx'
import { confirmHere } from '../../../../web/parts/confirmed.ts'
import { ButtonToDialogue } from '../../../../web/parts/dialogue.tsx'
import { Form, useForm } from '../../../../web/parts/form.tsx'
import { Page } from '../../../../web/parts/page.tsx'
import { Paged, pagedQuery } from '../../../../web/parts/paged.tsx'
import { type Column, Records } from '../../../../web/parts/records.tsx'
import { Secret, Told } from '../../../../web/parts/secret.tsx'
import { StateBadge } from '../../../../web/parts/state-badge.tsx'
import { Empty } from '../../../../web/parts/states.tsx'
import { Age, Time } from '../../../../web/parts/time.tsx'
import { queries } from '../../../../web/session.ts'
import { useNow } from '../../../../web/stream.ts'
import { useWords } from '../words.ts'
import { expiryAt, LIVES_DAYS } from './expiry.ts'

const SCOPES: readonly KeyScope[] = ['read', 'rounds', 'lists', 'operators', 'trail', 'screening']
const MINUTE_MS = 60_000

export function KeysPage() {
  const { t } = useWords()
  return (
    <Page
      title={t('keys.title')}
      lead={t('keys.lead')}
      actions={
        <ButtonToDialogue label={t('keys.make')} size="lg" isKept>
          {close => <MakeKey onClose={close} />}
        </ButtonToDialogue>
      }
    >
      <Keys />
    </Page>
  )
}

function Keys() {
  const { t } = useWords()
  const columns = useColumns()
  return (
    <Paged query={useInfiniteQuery(keysQuery)} empty={<Empty title={t('keys.none')}>{t('keys.noneWhy')}</Empty>}>
      {keys => <Records caption={t('keys.title')} columns={columns} rows={keys} />}
    </Paged>
  )
}

const keysQuery = pagedQuery(['keys'], (cursor, signal) =>
  ask('GET /api/v1/keys', { query: { cursor, limit: 100 }, signal }),
)

function useColumns(): readonly Column<ApiKey>[] {
  const { t } = useWords()
  const now = useNow(MINUTE_MS)
  return [
    [t('keys.name'), key => key.name, 'title'],
    [t('keys.scopes'), key => key.scopes.map(scope => t(`keys.scope.${scope}`)).join(', ')],
    [t('keys.by'), key => key.createdBy],
    [t('keys.made'), key => <Time at={key.createdAt} shown="day" />],
    [
      t('keys.expires'),
      key =>
        Date.parse(key.expiresAt) < now ? (
          <StateBadge look="off">{t('keys.expired')}</StateBadge>
        ) : (
          <Time at={key.expiresAt} shown="day" />
        ),
    ],
    [
      t('keys.used'),
      key =>
        key.lastUsedAt === null ? <span className="loa-quiet">{t('time.never')}</span> : <Age at={key.lastUsedAt} />,
    ],
    [
      t('keys.revoke'),
      key => (
        <ConfirmButton
          label={t('keys.revoke')}
          of={key.name}
          title={t('keys.revokeTitle', { name: key.name })}
          ask={t('keys.revokeAsk', { name: key.name })}
          expected={key.name}
          onConfirm={async () => {
            await ask('DELETE /api/v1/keys/{id}', { params: { id: key.id } })
            await queries.invalidateQueries({ queryKey: keysQuery.queryKey })
            confirmHere(t('keys.revokedNow', { name: key.name }))
          }}
        >
          {t('keys.revokeWarning')}
        </ConfirmButton>
      ),
      'actions',
    ],
  ]
}

function MakeKey({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const [secret, setSecret] = useState<string | null>(null)
  const form = useForm({
    prefix: 'key',
    ids: { scopes: 'scope-read' },
    paths: { expiresAt: 'life' },
    values: { name: '', scopes: ['read'] as readonly KeyScope[], life: String(LIVES_DAYS[1]) },
    check: ({ name, scopes }) => ({
      name: name.trim() === '' && t('keys.nameMissing'),
      scopes: scopes.length === 0 && t('keys.scopesMissing'),
    }),
    send: async ({ name, scopes, life }, once) => {
      const body = {
        name: name.trim(),
        scopes: SCOPES.filter(scope => scopes.includes(scope)),
        expiresAt: expiryAt(Number(life), Date.now()),
      }
      setSecret((await ask('POST /api/v1/keys', { body, once })).secret)
      await queries.invalidateQueries({ queryKey: keysQuery.queryKey })
    },
  })
  if (secret !== null)
    return (
      <Told lead={t('keys.secretLead')} done={t('keys.secretDone')} onClose={onClose}>
        <Secret label={t('keys.secret')} text={secret} />
      </Told>
    )
  return (
    <Form of={form} submit={t('keys.make')} cancel={onClose}>
      <TextInput
        label={t('keys.name')}
        description={t('keys.nameHint')}
        maxLength={60}
        autoComplete="off"
        data-autofocus
        {...form.field('name')}
      />
      <SomeOf
        name="scope"
        label={t('keys.scopes')}
        gap="sm"
        choices={SCOPES.map(each => [each, t(`keys.scope.${each}`), t(`keys.scope.${each}.may`)])}
        {...form.field('scopes')}
      />
      <NativeSelect
        label={t('keys.life')}
        data={LIVES_DAYS.map(days => ({ value: String(days), label: t('keys.days', { days }) }))}
        {...form.field('life')}
      />
    </Form>
  )
}
