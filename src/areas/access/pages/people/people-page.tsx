/** Who may enter: roles in words, how each signs in; an administrator invites, changes roles, disables, makes new links. */
import { Button, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { role } from '../../../../authority/actor.ts'
import { ask } from '../../../../web/api.ts'
import { NextStep } from '../../../../web/help/next-step.tsx'
import { ConfirmButton } from '../../../../web/parts/confirm-by-typing.tsx'
import { confirmHere } from '../../../../web/parts/confirmed.ts'
import { ButtonToDialogue, Dialogue } from '../../../../web/parts/dialogue.tsx'
import { useAsked } from '../../../../web/parts/in-address.ts'
import { Page } from '../../../../web/parts/page.tsx'
import { Paged, pagedQuery } from '../../../../web/parts/paged.tsx'
import { type Column, Records } from '../../../../web/parts/records.tsx'
import { Secret, Told } from '../../../../web/parts/secret.tsx'
import { StateBadge } from '../../../../web/parts/state-badge.tsx'
import { Time } from '../../../../web/parts/time.tsx'
import { queries, useInstance, useMe } from '../../../../web/session.ts'
import { RosterLine } from '../../../../web/signing/roster-line.tsx'
import type { Person } from '../../model.ts'
import { useWords } from '../words.ts'
import classes from './people.module.css'
import { PersonForm } from './person-form.tsx'

export function PeoplePage() {
  const { t } = useWords()
  const me = useMe()
  return (
    <Page title={t('people.title')} lead={t('people.lead')} actions={me.role === 'administrator' && <Invite />}>
      <NextStep after={['key', 'second', 'editor', 'approver']} />
      <RosterLine />
      <People />
    </Page>
  )
}

function Invite() {
  const { t } = useWords()
  const [made, setMade] = useState<Made | null>(null)
  const asked = useAsked(/^invite-([a-z]+)$/)
  const [isOpen, { open, close }] = useDisclosure(false)
  const isAsked = asked.what !== null
  const shut = () => {
    close()
    asked.forget()
  }
  return (
    <>
      <Button onClick={open}>{t('people.invite')}</Button>
      <Dialogue isOpen={isOpen || isAsked} onClose={shut} title={t('people.invite')}>
        <PersonForm
          person={null}
          first={role.safeParse(asked.what).data ?? null}
          onClose={shut}
          onInvited={made => {
            shut()
            setMade(made)
          }}
        />
      </Dialogue>
      <MadeLink made={made} onClose={() => setMade(null)} />
    </>
  )
}

function People() {
  const { t } = useWords()
  const columns = useColumns()
  const query = useInfiniteQuery(
    pagedQuery(['people'], (cursor, signal) => ask('GET /api/v1/people', { query: { cursor, limit: 100 }, signal })),
  )
  return (
    <Paged query={query}>{people => <Records caption={t('people.title')} columns={columns} rows={people} />}</Paged>
  )
}

function useColumns(): readonly (Column<Person> | false)[] {
  const { t, terms } = useWords()
  const me = useMe()
  return [
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
      ({ role, operator }) => (operator === null ? terms(`role.${role}`) : `${terms(`role.${role}`)} (${operator})`),
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
    [t('people.last'), ({ lastSignInAt }) => <Time at={lastSignInAt} never={t('time.never')} />],
    me.role === 'administrator' && [
      t('people.actions'),
      person => person.id !== me.id && <Actions person={person} />,
      'actions',
    ],
  ]
}

function Standing({ person }: { person: Person }) {
  const { t } = useWords()
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

function Actions({ person }: { person: Person }) {
  const { t } = useWords()
  const [made, setMade] = useState<Made | null>(null)
  const { id, name, isDisabled } = person
  const params = { id }
  const typed = { of: name, ask: t('people.typeName', { name }), expected: name }
  const way = isDisabled ? 'enable' : 'disable'
  const changed = () => queries.invalidateQueries({ queryKey: ['people'] })
  return (
    <Group gap="xs" justify="flex-end" wrap="wrap">
      <ButtonToDialogue label={t('people.change')} of={name} title={t('people.changeTitle', { name })}>
        {close => <PersonForm person={person} onClose={close} onInvited={setMade} />}
      </ButtonToDialogue>
      <ConfirmButton
        {...typed}
        label={t('people.link')}
        title={t('people.newLinkTitle', { name })}
        onConfirm={async () => {
          setMade(await ask('POST /api/v1/people/{id}/link', { params }))
          await changed()
        }}
      >
        {t('people.newLinkWarning')}
      </ConfirmButton>
      <ConfirmButton
        {...typed}
        label={t(`people.${way}`)}
        title={t(`people.${way}Title`, { name })}
        onConfirm={async () => {
          const body = { isDisabled: !isDisabled }
          await ask('PATCH /api/v1/people/{id}', { params, body })
          await changed()
          confirmHere(t(`people.${way}dNow`, { name }))
        }}
      >
        {t(`people.${way}Warning`)}
      </ConfirmButton>
      <MadeLink made={made} onClose={() => setMade(null)} />
    </Group>
  )
}

/** A one-time link, which is shown once. */
interface Made {
  readonly person: Person
  readonly link: string
}

function MadeLink({ made, onClose }: { made: Made | null; onClose: () => void }) {
  const { t } = useWords()
  return (
    <Dialogue
      isOpen={made !== null}
      onClose={onClose}
      title={t('people.linkTitle', { name: made?.person.name ?? '' })}
      size="lg"
      isKept
    >
      <Told lead={t('people.linkLead')} done={t('people.linkDone')} onClose={onClose}>
        <Secret label={t('people.linkLabel')} text={made?.link ?? ''} />
      </Told>
    </Dialogue>
  )
}
