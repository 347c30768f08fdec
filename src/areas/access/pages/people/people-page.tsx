/** Who may enter: roles in words, how each signs in; an administrator invites, changes roles, disables, makes new links. */
import { Button, Group, Stack } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '../../../../web/api.ts'
import { announce } from '../../../../web/parts/announcer.tsx'
import { ConfirmByTyping } from '../../../../web/parts/confirm-by-typing.tsx'
import { Dialogue } from '../../../../web/parts/dialogue.tsx'
import { Notice } from '../../../../web/parts/notice.tsx'
import { Page } from '../../../../web/parts/page.tsx'
import { type Column, Records } from '../../../../web/parts/records.tsx'
import { Secret } from '../../../../web/parts/secret.tsx'
import { StateBadge } from '../../../../web/parts/state-badge.tsx'
import { Asked, Forbidden } from '../../../../web/parts/states.tsx'
import { Time } from '../../../../web/parts/time.tsx'
import { maySee, queries, useInstance, useMe } from '../../../../web/session.ts'
import type { Person } from '../../model.ts'
import classes from './people.module.css'
import { PersonForm } from './person-form.tsx'

type Open =
  | { readonly is: 'nothing' }
  | { readonly is: 'invite' }
  | { readonly is: 'change' | 'disable' | 'enable' | 'link'; readonly person: Person }
  | { readonly is: 'told'; readonly person: Person; readonly link: string }

export function PeoplePage() {
  const { t } = useTranslation('shell')
  const me = useMe()
  const [open, setOpen] = useState<Open>({ is: 'nothing' })
  if (!maySee(me.role, '/people'))
    return (
      <Page title={t('people.title')}>
        <Forbidden />
      </Page>
    )
  return (
    <Page
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
    </Page>
  )
}

function People({ onOpen }: { onOpen: (open: Open) => void }) {
  const { t } = useTranslation('shell')
  const columns = useColumns(onOpen)
  const query = useInfiniteQuery({
    queryKey: ['people'],
    queryFn: ({ pageParam, signal }) =>
      ask('GET /api/v1/people', { query: { cursor: pageParam, limit: 100 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })
  return (
    <Asked query={query}>
      {({ pages }) => (
        <>
          <Records
            caption={t('people.title')}
            columns={columns}
            rows={pages.flatMap(page => page.items)}
            rowKey={person => person.id}
          />
          {query.hasNextPage && (
            <Button
              variant="default"
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
              style={{ alignSelf: 'flex-start' }}
            >
              {t('page.more')}
            </Button>
          )}
        </>
      )}
    </Asked>
  )
}

function useColumns(onOpen: (open: Open) => void): readonly Column<Person>[] {
  const { t } = useTranslation('shell')
  const terms = useTranslation('terms')
  const me = useMe()
  const columns: Column<Person>[] = [
    {
      key: 'name',
      heading: t('person.name'),
      kind: 'title',
      cell: person => (
        <>
          {person.name}
          {person.id === me.id && <span className="loa-quiet"> ({t('people.you')})</span>}
          <div className={classes.email}>{person.email}</div>
        </>
      ),
    },
    {
      key: 'role',
      heading: t('person.role'),
      cell: ({ role, operator }) =>
        operator === null ? terms.t(`role.${role}`) : `${terms.t(`role.${role}`)} (${operator})`,
    },
    {
      key: 'state',
      heading: t('people.state'),
      cell: person => <Standing person={person} />,
    },
    {
      key: 'signIn',
      heading: t('people.signIn'),
      cell: ({ signIn }) =>
        [
          ...(signIn.password ? [t('people.password')] : []),
          ...(signIn.totp ? [t('people.totp')] : []),
          ...(signIn.passkeys > 0 ? [t('people.passkeys', { count: signIn.passkeys })] : []),
        ].join(', ') || <span className="loa-quiet">{t('people.notYet')}</span>,
    },
    {
      key: 'last',
      heading: t('people.last'),
      cell: ({ lastSignInAt }) =>
        lastSignInAt === null ? (
          <span className="loa-quiet">{t('operators.never')}</span>
        ) : (
          <Time at={lastSignInAt} />
        ),
    },
  ]
  if (me.role !== 'administrator') return columns
  return [
    ...columns,
    {
      key: 'do',
      heading: t('people.actions'),
      kind: 'actions',
      cell: person =>
        person.id === me.id ? null : (
          <Group gap="xs" justify="flex-end" wrap="wrap">
            <Small onClick={() => onOpen({ is: 'change', person })} of={person}>
              {t('people.change')}
            </Small>
            <Small onClick={() => onOpen({ is: 'link', person })} of={person}>
              {t('people.link')}
            </Small>
            <Small
              onClick={() => onOpen({ is: person.isDisabled ? 'enable' : 'disable', person })}
              of={person}
            >
              {t(person.isDisabled ? 'people.enable' : 'people.disable')}
            </Small>
          </Group>
        ),
    },
  ]
}

function Small(props: { onClick: () => void; of: Person; children: string }) {
  return (
    <Button
      variant="default"
      size="sm"
      px="sm"
      onClick={props.onClick}
      aria-label={`${props.children}: ${props.of.name}`}
    >
      {props.children}
    </Button>
  )
}

function Standing({ person }: { person: Person }) {
  const { t } = useTranslation('shell')
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
  const { t } = useTranslation('shell')
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
        {open.is === 'told' && <Link link={open.link} onClose={close} />}
      </Dialogue>
      <ConfirmByTyping
        isOpen={open.is === 'disable'}
        title={t('people.disableTitle', { name })}
        ask={t('people.typeName', { name })}
        expected={name}
        deed={t('people.disable')}
        onClose={close}
        onConfirm={() => turn(true)}
      >
        {t('people.disableWarning')}
      </ConfirmByTyping>
      <ConfirmByTyping
        isOpen={open.is === 'enable'}
        title={t('people.enableTitle', { name })}
        ask={t('people.typeName', { name })}
        expected={name}
        deed={t('people.enable')}
        onClose={close}
        onConfirm={() => turn(false)}
      >
        {t('people.enableWarning')}
      </ConfirmByTyping>
      <NewLink
        person={open.is === 'link' ? open.person : null}
        onClose={close}
        onMade={(person, link) => setOpen({ is: 'told', person, link })}
      />
    </>
  )
}

function NewLink(props: {
  person: Person | null
  onClose: () => void
  onMade: (person: Person, link: string) => void
}) {
  const { t } = useTranslation('shell')
  const name = props.person?.name ?? ''
  return (
    <ConfirmByTyping
      isOpen={props.person !== null}
      title={t('people.newLinkTitle', { name })}
      ask={t('people.typeName', { name })}
      expected={name}
      deed={t('people.link')}
      onClose={props.onClose}
      onDone={() => undefined}
      onConfirm={async () => {
        if (props.person === null) return
        const { person, link } = await ask('POST /api/v1/people/:id/link', {
          params: { id: props.person.id },
          body: {},
        })
        await queries.invalidateQueries({ queryKey: ['people'] })
        props.onMade(person, link)
      }}
    >
      {t('people.newLinkWarning')}
    </ConfirmByTyping>
  )
}

function Link({ link, onClose }: { link: string; onClose: () => void }) {
  const { t } = useTranslation('shell')
  return (
    <Stack gap="md">
      <Notice gravity="warn" role="status">
        {t('people.linkLead')}
      </Notice>
      <Secret label={t('people.linkLabel')} text={link} />
      <Button onClick={onClose} style={{ alignSelf: 'flex-start' }}>
        {t('people.linkDone')}
      </Button>
    </Stack>
  )
}
