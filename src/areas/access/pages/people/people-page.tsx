/** Who may enter: roles in words, how each signs in; an administrator invites, changes roles, disables, makes new links. */
import { Button, Group } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../../web/api.ts'
import { announce } from '../../../../web/parts/announcer.tsx'
import { ConfirmByTyping } from '../../../../web/parts/confirm-by-typing.tsx'
import { Dialogue } from '../../../../web/parts/dialogue.tsx'
import { SectionPage } from '../../../../web/parts/page.tsx'
import { Paged, pagedQuery } from '../../../../web/parts/paged.tsx'
import { type Column, Records, RowButton } from '../../../../web/parts/records.tsx'
import { Secret, Told } from '../../../../web/parts/secret.tsx'
import { StateBadge } from '../../../../web/parts/state-badge.tsx'
import { Time } from '../../../../web/parts/time.tsx'
import { queries, useInstance, useMe } from '../../../../web/session.ts'
import { useWords } from '../../../../web/use-words.ts'
import type { Person } from '../../../rounds/model.ts'
import classes from './people.module.css'
import { PersonForm } from './person-form.tsx'

type Open =
  | { readonly is: 'nothing' }
  | { readonly is: 'invite' }
  | { readonly is: 'change' | 'disable' | 'enable' | 'link'; readonly person: Person }
  | { readonly is: 'told'; readonly person: Person; readonly link: string }

export function PeoplePage() {
  const { t } = useWords('shell')
  const me = useMe()
  const [open, setOpen] = useState<Open>({ is: 'nothing' })
  return (
    <SectionPage
      section="/people"
      title={t('people.title')}
      lead={t('people.lead')}
      actions={
        me.role === 'administrator' && (
          <Button onClick={() => setOpen({ is: 'invite' })}>{t('people.invite')}</Button>
        )
      }
    >
      <People onOpen={setOpen} />
      <Dialogues open={open} setOpen={setOpen} />
    </SectionPage>
  )
}

function People({ onOpen }: { onOpen: (open: Open) => void }) {
  const { t } = useWords('shell')
  const columns = useColumns(onOpen)
  const query = useInfiniteQuery(
    pagedQuery(['people'], (cursor, signal) =>
      ask('GET /api/v1/people', { query: { cursor, limit: 100 }, signal }),
    ),
  )
  return (
    <Paged query={query}>
      {people => <Records caption={t('people.title')} columns={columns} rows={people} />}
    </Paged>
  )
}

function useColumns(onOpen: (open: Open) => void): readonly Column<Person>[] {
  const { t, terms } = useWords('shell')
  const me = useMe()
  const columns: Column<Person>[] = [
    [
      t('person.name'),
      person => (
        <>
          {person.name}
          {person.id === me.id && <span className="loa-quiet"> ({t('people.you')})</span>}
          <div className={classes.email}>{person.email}</div>
        </>
      ),
      'title',
    ],
    [
      t('person.role'),
      ({ role, operator }) =>
        operator === null ? terms(`role.${role}`) : `${terms(`role.${role}`)} (${operator})`,
    ],
    [t('people.state'), person => <Standing person={person} />],
    [
      t('people.signIn'),
      ({ signIn }) =>
        [
          ...(signIn.password ? [t('people.password')] : []),
          ...(signIn.totp ? [t('people.totp')] : []),
          ...(signIn.passkeys > 0 ? [t('people.passkeys', { count: signIn.passkeys })] : []),
        ].join(', ') || <span className="loa-quiet">{t('people.notYet')}</span>,
    ],
    [
      t('people.last'),
      ({ lastSignInAt }) => <Time at={lastSignInAt} never={t('operators.never')} />,
    ],
  ]
  if (me.role !== 'administrator') return columns
  return [
    ...columns,
    [
      t('people.actions'),
      person =>
        person.id === me.id ? null : (
          <Group gap="xs" justify="flex-end" wrap="wrap">
            <RowButton onClick={() => onOpen({ is: 'change', person })} of={person.name}>
              {t('people.change')}
            </RowButton>
            <RowButton onClick={() => onOpen({ is: 'link', person })} of={person.name}>
              {t('people.link')}
            </RowButton>
            <RowButton
              onClick={() => onOpen({ is: person.isDisabled ? 'enable' : 'disable', person })}
              of={person.name}
            >
              {t(person.isDisabled ? 'people.enable' : 'people.disable')}
            </RowButton>
          </Group>
        ),
      'actions',
    ],
  ]
}

function Standing({ person }: { person: Person }) {
  const { t } = useWords('shell')
  const instance = useInstance()
  if (person.isDisabled) return <StateBadge look="off">{t('people.disabled')}</StateBadge>
  const { password, passkeys } = person.signIn
  const comesFromElsewhere = instance?.oidc != null && person.lastSignInAt !== null
  return password || passkeys > 0 || comesFromElsewhere ? (
    <StateBadge look="good">{t('people.active')}</StateBadge>
  ) : (
    <StateBadge look="waiting">{t('people.invited')}</StateBadge>
  )
}

function Dialogues({ open, setOpen }: { open: Open; setOpen: (open: Open) => void }) {
  const { t } = useWords('shell')
  const close = () => setOpen({ is: 'nothing' })
  const changed = async (sentence: string) => {
    await queries.invalidateQueries({ queryKey: ['people'] })
    announce(sentence)
  }
  const person = 'person' in open ? open.person : null
  const turn = async (isDisabled: boolean) => {
    if (person === null) return
    await ask('PATCH /api/v1/people/:id', { params: { id: person.id }, body: { isDisabled } })
    await changed(t(isDisabled ? 'people.disabledNow' : 'people.enabledNow', { name: person.name }))
  }
  const renew = async () => {
    if (person === null) return
    const params = { id: person.id }
    const made = await ask('POST /api/v1/people/:id/link', { params, body: {} })
    await queries.invalidateQueries({ queryKey: ['people'] })
    setOpen({ is: 'told', ...made })
  }
  const name = person?.name ?? ''
  return (
    <>
      <Dialogue
        isOpen={open.is === 'invite' || open.is === 'change'}
        onClose={close}
        title={t(open.is === 'change' ? 'people.changeTitle' : 'people.invite', { name })}
      >
        <PersonForm
          person={open.is === 'change' ? open.person : null}
          onClose={close}
          onInvited={(person, link) => setOpen({ is: 'told', person, link })}
        />
      </Dialogue>
      <Dialogue
        isOpen={open.is === 'told'}
        onClose={close}
        title={t('people.linkTitle', { name })}
        size="lg"
        isKept
      >
        {open.is === 'told' && (
          <Told lead={t('people.linkLead')} done={t('people.linkDone')} onClose={close}>
            <Secret label={t('people.linkLabel')} text={open.link} />
          </Told>
        )}
      </Dialogue>
      {(['disable', 'enable'] as const).map(way => (
        <ConfirmByTyping
          key={way}
          isOpen={open.is === way}
          title={t(`people.${way}Title`, { name })}
          ask={t('people.typeName', { name })}
          expected={name}
          deed={t(`people.${way}`)}
          onClose={close}
          onConfirm={() => turn(way === 'disable')}
        >
          {t(`people.${way}Warning`)}
        </ConfirmByTyping>
      ))}
      <ConfirmByTyping
        isOpen={open.is === 'link'}
        title={t('people.newLinkTitle', { name })}
        ask={t('people.typeName', { name })}
        expected={name}
        deed={t('people.link')}
        onClose={close}
        onDone={() => undefined}
        onConfirm={renew}
      >
        {t('people.newLinkWarning')}
      </ConfirmByTyping>
    </>
  )
}
