/** The roster on its way: what it changes, who has signed it, how many have to, and from when on it counts. */
import { Button, Group, List, Text, Title } from '@mantine/core'
import { confirmHere } from '../../../web/parts/confirmed.ts'
import { Panel } from '../../../web/parts/page.tsx'
import { Facts, Records } from '../../../web/parts/records.tsx'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import { useMe } from '../../../web/session.ts'
import { SigningLine } from '../../../web/signing/signing-line.tsx'
import type { RosterChange, RosterDraftView, TrustedKey } from '../model.ts'
import { type ChangePart, changeParts, shortKey } from './change-parts.ts'
import { Digest } from './digest.tsx'
import { usePrepare, useSign } from './roster-deeds.ts'
import { useWords } from './words.ts'

const LOOKS = { added: 'good', removed: 'off', changed: 'busy' } as const

interface Shown {
  readonly draft: RosterDraftView
  /** No roster is in force: what counts is what this one itself says. */
  readonly isFirst: boolean
}

export function DraftPanel({ draft, isFirst }: Shown) {
  const { t, spoken } = useWords()
  const { role } = useMe()
  const { number, signedBy, needed, notBefore } = draft
  const changes = isFirst ? 'draft.first' : 'draft.changes'
  return (
    <Panel title={t('draft.title', { number })}>
      <Facts
        facts={[
          [t('draft.preparedBy'), draft.preparedBy],
          [
            t('signedBy'),
            signedBy.length === 0 ? t('draft.nobody') : signedBy.map(({ name }) => name).join(', '),
          ],
          [t('draft.needed'), t('draft.neededOf', { signed: signedBy.length, needed })],
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
      <Title order={3}>{t(changes)}</Title>
      {draft.changes.length === 0 ? (
        <p>{t('draft.onlyAddress')}</p>
      ) : (
        <Records
          caption={t(changes)}
          rows={draft.changes}
          rowKey={({ person }) => person}
          columns={[
            [t('person'), ({ name }) => name, 'title'],
            [
              t('draft.what'),
              ({ what }) => <StateBadge look={LOOKS[what]}>{t(`what.${what}`)}</StateBadge>,
            ],
            [t('draft.parts'), change => <Parts key={spoken} change={change} />],
          ]}
        />
      )}
      {role === 'administrator' && <Deeds draft={draft} isFirst={isFirst} />}
    </Panel>
  )
}

function Parts({ change }: { readonly change: RosterChange }) {
  const { t, terms } = useWords()
  const said = (part: ChangePart): string => {
    switch (part.is) {
      case 'role':
        return t('part.role', { role: terms(`role.${part.role}`) })
      case 'role-changed':
        return t('part.roleChanged', {
          before: terms(`role.${part.before}`),
          after: terms(`role.${part.after}`),
        })
      case 'renamed':
        return t('part.renamed', { before: part.before, after: part.after })
      case 'key-on':
      case 'key-off':
        return t(`part.${part.is}`, {
          kind: t(`kind.${part.key.is}`),
          id: shortKey(part.key.id),
        })
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

function Deeds({ draft, isFirst }: Shown) {
  const { t } = useWords()
  const me = useMe()
  const trusted = isFirst ? keysIn(draft, me.id) : undefined
  const prepare = usePrepare()
  const sign = useSign(trusted)
  const hasSigned = draft.signedBy.some(({ id }) => id === me.id)
  const signNow = async () => {
    if (await sign.run(draft)) confirmHere(t('draft.signed'))
  }
  return (
    <>
      {!hasSigned && (
        <SigningLine sha256={draft.sha256} {...(trusted !== undefined && { trusted })} />
      )}
      <ProblemNotice problem={sign.problem ?? prepare.problem} />
      <Group gap="sm">
        {!hasSigned && (
          <Button loading={sign.isBusy} onClick={() => void signNow()}>
            {t('draft.sign')}
          </Button>
        )}
        <Button variant="default" loading={prepare.isBusy} onClick={() => void prepare.run()}>
          {t('draft.prepareAnew')}
        </Button>
      </Group>
      <p className="loa-quiet">{t('draft.prepareAnewWhy')}</p>
    </>
  )
}

function keysIn({ changes }: RosterDraftView, person: string): readonly TrustedKey[] {
  const own = changes.find(change => change.person === person)?.after
  return own?.role === 'administrator' ? own.keys : []
}
