/** The roster on its way: what it changes, who has signed it, how many have to, and from when on it counts. */
import { Button, Group, List, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type RosterBody, rosterBody } from '../../../directive/roster.ts'
import { confirmHere } from '../../../web/parts/confirmed.ts'
import { Confirm } from '../../../web/parts/dialogue.tsx'
import { Panel } from '../../../web/parts/page.tsx'
import { Facts, Records } from '../../../web/parts/records.tsx'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import { queries, useMe } from '../../../web/session.ts'
import { rosterQuery } from '../../../web/signing/roster-query.ts'
import { SigningLine } from '../../../web/signing/signing-line.tsx'
import { changesBetween } from '../changes.ts'
import type { RosterChange, RosterDraftView, RosterView, SignersView, TrustedKey } from '../model.ts'
import { type ChangePart, changeParts, shortKey } from './change-parts.ts'
import { Digest } from './digest.tsx'
import { usePrepare, useSign } from './roster-deeds.ts'
import { useWords } from './words.ts'

const LOOKS = { added: 'good', removed: 'off', changed: 'busy' } as const

interface Shown {
  readonly draft: RosterDraftView
  /** In force; null: none is, and what counts is what this one itself says. */
  readonly current: RosterView | null
  readonly keys: SignersView['signers']
}

export function DraftPanel({ draft, current, keys }: Shown) {
  const { t, spoken } = useWords()
  const { role } = useMe()
  const { number, signedBy, needed, notBefore } = draft
  const { people } = rosterBody.parse(JSON.parse(draft.text))
  const changed = changesBetween(current?.people ?? [], people)
  const changes = current === null ? 'draft.first' : 'draft.changes'
  return (
    <Panel title={t('draft.title', { number })}>
      <Facts
        facts={[
          [t('draft.preparedBy'), draft.preparedBy],
          [t('signedBy'), signedBy.length === 0 ? t('draft.nobody') : signedBy.map(({ name }) => name).join(', ')],
          [t('draft.needed'), t('draft.neededOf', { signed: signedBy.length, needed })],
          ...addressOf(draft).map(([key, value]) => [t(key), <span className="loa-mono">{value}</span>] as const),
          [t('digest.name'), <Digest key="digest" of={draft.sha256} number={number} />],
        ]}
      />
      {notBefore !== null && (
        <Notice gravity="warn" title={t('draft.waits')}>
          <Text>
            {t('draft.countsFrom')} <Time at={notBefore} />. {t('draft.waitsWhy')}
          </Text>
        </Notice>
      )}
      {draft.since.length > 0 && (
        <Notice gravity="warn" title={t('draft.stale', { names: draft.since.map(({ name }) => name).join(', ') })}>
          {t('draft.staleWhy')}
        </Notice>
      )}
      <Keys signers={keys} />
      <Title order={3}>{t(changes)}</Title>
      {changed.length === 0 ? (
        <p>{t('draft.onlyAddress')}</p>
      ) : (
        <Records
          caption={t(changes)}
          rows={changed}
          rowKey={({ person }) => person}
          columns={[
            [t('person'), ({ name }) => name, 'title'],
            [t('draft.what'), ({ what }) => <StateBadge look={LOOKS[what]}>{t(`what.${what}`)}</StateBadge>],
            [t('draft.parts'), change => <Parts key={spoken} change={change} />],
          ]}
        />
      )}
      {role === 'administrator' && <Deeds draft={draft} />}
    </Panel>
  )
}

/** Where people sign, wherever it changes: whoever has these pages has the signatures. */
function addressOf({ text, before }: RosterDraftView) {
  const { relyingParty } = rosterBody.parse(JSON.parse(text))
  const said = (of: RosterBody['relyingParty']) => [of.id, ...of.origins].join(' · ')
  if (before === null || said(before.relyingParty) === said(relyingParty)) return []
  return [
    ['draft.addressBefore', said(before.relyingParty)],
    ['draft.addressAfter', said(relyingParty)],
  ] as const
}

function Parts({ change }: { readonly change: RosterChange }) {
  const { t, terms } = useWords()
  const said = (part: ChangePart): string => {
    switch (part.is) {
      case 'role':
        return t('part.role', { role: terms(`role.${part.role}`) })
      case 'role-changed':
        return t('part.roleChanged', { before: terms(`role.${part.before}`), after: terms(`role.${part.after}`) })
      case 'renamed':
        return t('part.renamed', { before: part.before, after: part.after })
      case 'key-on':
      case 'key-off':
        return t(`part.${part.is}`, { kind: t(`kind.${part.key.is}`), id: shortKey(part.key.id) })
    }
  }
  return (
    <List listStyleType="none" spacing={2}>
      {changeParts(change).map(part => (
        <List.Item key={said(part)}>{said(part)}</List.Item>
      ))}
    </List>
  )
}

function Deeds({ draft }: Pick<Shown, 'draft'>) {
  const { t } = useWords()
  const me = useMe()
  const trusted = keysIn(draft, me.id)
  const prepare = usePrepare()
  const sign = useSign(trusted)
  const hasSigned = draft.signedBy.some(({ id }) => id === me.id)
  const [isAsking, asking] = useDisclosure(false)
  const prepareNow = () => (draft.signedBy.length > 0 ? asking.open() : void prepare.run())
  const signNow = async () => {
    if (!(await sign.run(draft))) return
    const now = queries.getQueryData<SignersView>(rosterQuery.queryKey)
    confirmHere(t(now?.draft === null ? 'draft.inForce' : 'draft.signed'))
  }
  return (
    <>
      {!hasSigned && <SigningLine sha256={draft.sha256} {...(trusted !== undefined && { trusted })} />}
      <ProblemNotice problem={sign.problem ?? prepare.problem} />
      <Group gap="sm">
        {!hasSigned && (
          <Button loading={sign.isBusy} onClick={() => void signNow()}>
            {t('draft.sign')}
          </Button>
        )}
        <Button variant="default" loading={prepare.isBusy} onClick={prepareNow}>
          {t('draft.prepareAnew')}
        </Button>
      </Group>
      <Confirm
        isOpen={isAsking}
        title={t('draft.void')}
        deed={t('draft.prepareAnew')}
        isBusy={prepare.isBusy}
        onConfirm={prepare.run}
        onClose={asking.close}
      >
        <p>{t('draft.voidWhy', { names: draft.signedBy.map(({ name }) => name).join(', ') })}</p>
      </Confirm>
      <p className="loa-quiet">{t('draft.prepareAnewWhy')}</p>
    </>
  )
}

/** Of those who may sign, who has still to make a key. */
export function Keys({ signers: { withKey, without } }: { readonly signers: SignersView['signers'] }) {
  const { t } = useWords()
  const [have, all] = [withKey.length, withKey.length + without.length]
  return (
    <p>
      {without.length === 0
        ? t('signers.all', { all })
        : t('signers.without', { have, all, names: without.join(', ') })}
    </p>
  )
}

/** One's keys by the roster itself, where it begins a chain: nobody on another one can vouch for it. Undefined: those of the roster in force count. */
function keysIn({ text }: RosterDraftView, person: string): readonly TrustedKey[] | undefined {
  const { previousSha256, people } = rosterBody.parse(JSON.parse(text))
  if (previousSha256 !== null) return undefined
  const own = people.find(({ id }) => id === person)
  return own?.role === 'administrator' ? own.keys : []
}
