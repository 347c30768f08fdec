/**
 * What is left of a change that was approved, on its own page: whoever writes submits all its drafts by one press, whoever approves signs
 * them and withdraws what they replace by another. Each document is shown whole and signed by itself, over the digest that the browser
 * makes of it: together are the looking and the press, not the signatures.
 */
import { Button, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Plan } from '../../../plan/plan.ts'
import { newKey } from '../../../web/api.ts'
import { Decision } from '../../../web/approval/decision.tsx'
import { doDeed } from '../../../web/approval/deeds.ts'
import { confirmHere } from '../../../web/parts/confirmed.ts'
import { useDeed } from '../../../web/parts/deed.ts'
import { Confirm } from '../../../web/parts/dialogue.tsx'
import { Panel, TextLink } from '../../../web/parts/page.tsx'
import { Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import { queries } from '../../../web/session.ts'
import { SigningLine } from '../../../web/signing/signing-line.tsx'
import { meansHere, signingQuery } from '../../../web/signing/signing-query.ts'
import { doubtsOf } from '../../bulletins/doubts.ts'
import type { Bulletin } from '../../bulletins/model.ts'
import { BulletinToSign } from '../../bulletins/pages/bulletin-said.tsx'
import { bulletinDeeds } from '../../bulletins/pages/deeds.ts'
import { bulletinQuery } from '../../bulletins/pages/queries.ts'
import { operatorsQuery } from '../../operators/pages/queries.ts'
import type { RoundDetail } from '../../rounds/model.ts'
import { Reading } from '../../rounds/pages/approve-page.tsx'
import { Phone } from '../../rounds/pages/phone.tsx'
import { roundDeeds } from '../../rounds/pages/round-deeds.ts'
import { roundQuery } from '../../rounds/pages/round-queries.ts'
import type { ChangeDetail } from '../model.ts'
import { followingOf } from './following.ts'
import { followedQuery } from './queries.ts'
import { changeSaid } from './said.ts'
import { useWords } from './words.ts'

interface Of {
  readonly change: ChangeDetail
  readonly plan: Plan
}

export function FollowPanel({ change, plan }: Of) {
  const { t } = useWords()
  const { data } = useQuery(followedQuery(change.id))
  const { submit, approve, stop, elsewhere } = followingOf(data?.items ?? [])
  const bulletins = useShown(
    [...submit.bulletins, ...approve, ...stop].map(id => bulletinQuery(id)),
    [] as readonly Bulletin[],
  )
  const rounds = useShown(
    submit.rounds.map(id => roundQuery(id)),
    [] as readonly RoundDetail[],
  )
  const drafts = submit.bulletins.length + submit.rounds.length
  if (drafts + approve.length + stop.length === 0) return null
  const toSubmit = {
    bulletins: bulletins.filter(isFor(submit.bulletins, 'submit')).filter(isPlain),
    rounds: rounds.filter(({ actions }) => actions.includes('submit')),
  }
  const toApprove = bulletins.filter(isFor(approve, 'approve')).filter(isPlain)
  const alone = bulletins.filter(each => !isPlain(each) && !stop.includes(each.id)).length
  const toStop = bulletins.filter(isFor(stop, 'cancel'))
  return (
    <Panel title={t('follow.title')}>
      <Text className="loa-quiet">{t('follow.lead')}</Text>
      <p role="status" style={{ fontWeight: 600 }}>
        {t('follow.sum', { submit: drafts, approve: approve.length, stop: stop.length })}
      </p>
      {toStop.length > 0 && <Titles title={t('follow.old')} of={toStop} />}
      {toSubmit.bulletins.length + toSubmit.rounds.length > 0 && <Submitting change={change} {...toSubmit} />}
      {toApprove.length > 0 && <Approving {...{ change, plan, toApprove, toStop }} />}
      {toStop.length > 0 && drafts + approve.length === 0 && <Stopping {...{ change, plan, toStop }} />}
      {elsewhere.length + alone > 0 && (
        <Text className="loa-quiet">{t('follow.elsewhere', { count: elsewhere.length + alone })}</Text>
      )}
    </Panel>
  )
}

/** As far as they have come. */
function useShown<Shown>(
  all: readonly { readonly queryKey: readonly unknown[] }[],
  _: readonly Shown[],
): readonly Shown[] {
  const found = useQueries({ queries: [...all] })
  return found.flatMap(({ data }) => (data === undefined ? [] : [data as Shown]))
}

/** What nobody can switch off, and what contradicts itself, is ticked on its own page. */
function isPlain({ draft }: Bulletin): boolean {
  return draft.renditions.broadcast?.isEmergency !== true && doubtsOf(draft).length === 0
}

const isFor =
  (ids: readonly string[], action: Bulletin['actions'][number]) =>
  ({ id, actions }: Bulletin) =>
    ids.includes(id) && actions.includes(action)

function Titles({ title, of }: { title: string; of: readonly Bulletin[] }) {
  const { t } = useWords()
  return (
    <div>
      <Title order={3}>{title}</Title>
      <ul>
        {of.map(({ id, draft }) => (
          <li key={id}>
            <TextLink to={`/desk/${id}`}>{draft.renditions.page[0]?.title || t('follow.untitled')}</TextLink>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A key for each document, the same one where a lost answer has it sent again. */
function useKeys() {
  const keys = useRef(new Map<string, string>())
  return (once: string, id: string) => {
    const key = keys.current.get(`${once} ${id}`) ?? newKey()
    keys.current.set(`${once} ${id}`, key)
    return key
  }
}

function Submitting(props: { change: ChangeDetail; bulletins: readonly Bulletin[]; rounds: readonly RoundDetail[] }) {
  const { t } = useWords()
  const { change, bulletins, rounds } = props
  const [isOpen, { open, close }] = useDisclosure(false)
  const operators = useQuery(operatorsQuery).data ?? []
  const keyOf = useKeys()
  const count = bulletins.length + rounds.length
  const deed = useDeed(async (_: readonly string[], once) => {
    try {
      for (const each of bulletins) await doDeed(bulletinDeeds(each), 'submit', {}, keyOf(once, each.id))
      for (const each of rounds) {
        const { id, version } = each
        await doDeed(roundDeeds(each), 'submit', { version }, keyOf(once, id))
      }
    } finally {
      forget(change)
    }
    confirmHere(t('follow.submitDone', { count }))
  })
  return (
    <Stack gap="lg">
      <Title order={3}>{t('follow.submitHead', { count })}</Title>
      {bulletins.map(each => (
        <BulletinToSign key={each.id} bulletin={each} />
      ))}
      {rounds.map(each => (
        <Stack key={each.id} gap="lg">
          <p>
            <TextLink to={`/rounds/${each.id}`}>{each.title}</TextLink>
          </p>
          <Phone content={each.content} isWhole isMarked />
          <Reading detail={each} operators={operators} />
        </Stack>
      ))}
      <div>
        <Button onClick={open}>{t('follow.submit', { count })}</Button>
      </div>
      <ProblemNotice problem={deed.problem} />
      <Confirm
        isOpen={isOpen}
        title={t('follow.submitTitle', { count })}
        deed={t('follow.submitDeed', { count })}
        isBusy={deed.isBusy}
        onConfirm={() => deed.run([...bulletins, ...rounds].map(({ id }) => id))}
        onClose={close}
      >
        <p>{t('follow.submitWhat')}</p>
        <Signed digests={[...bulletins.flatMap(({ sha256 }) => sha256 ?? []), ...rounds.map(({ digest }) => digest)]} />
      </Confirm>
    </Stack>
  )
}

function Approving(props: Of & { toApprove: readonly Bulletin[]; toStop: readonly Bulletin[] }) {
  const words = useWords()
  const { t } = words
  const { change, plan, toApprove, toStop } = props
  const keyOf = useKeys()
  const [count, stop] = [toApprove.length, toStop.length]
  const { purpose } = change
  const word = `${count} ${t(`decide.word.${purpose}`)}`
  const send = async (_: string, once: string) => {
    try {
      for (const each of toApprove) {
        const body = { purpose, emergency: false }
        await doDeed(bulletinDeeds(each), 'approve', body, keyOf(once, each.id))
      }
      await stopAll(toStop, changeSaid(words, plan.levels, change), once, keyOf)
    } finally {
      forget(change)
    }
    confirmHere(t('follow.approveDone', { count, stop }))
  }
  return (
    <Stack gap="lg">
      <Title order={3}>{t('follow.approveHead', { count })}</Title>
      {toApprove.map(each => (
        <BulletinToSign key={each.id} bulletin={each} />
      ))}
      <Decision
        before={<Signed digests={toApprove.flatMap(({ sha256 }) => sha256 ?? [])} />}
        on={[...toApprove.map(({ sha256 }) => sha256), ...toStop.map(({ id }) => id)].join(' ')}
        notYours={null}
        proof={{
          id: 'follow-count',
          lead: t('follow.approveLead'),
          label: t('decide.type', { word }),
          hint: t('follow.typeHint'),
          inputMode: 'text',
          submit: stop === 0 ? t('follow.approve', { count }) : t('follow.approveStop', { count, stop }),
          judge: typed =>
            typed.trim().replaceAll(/\s+/gu, ' ').normalize('NFC').toLowerCase() === word
              ? null
              : t('decide.typed', { word }),
          send,
        }}
        sendingBack={false}
      />
    </Stack>
  )
}

function Stopping({ change, plan, toStop }: Of & { toStop: readonly Bulletin[] }) {
  const words = useWords()
  const { t } = words
  const [isOpen, { open, close }] = useDisclosure(false)
  const keyOf = useKeys()
  const stop = toStop.length
  const deed = useDeed(async (_: readonly string[], once) => {
    try {
      await stopAll(toStop, changeSaid(words, plan.levels, change), once, keyOf)
    } finally {
      forget(change)
    }
    confirmHere(t('follow.stopDone', { stop }))
  })
  return (
    <>
      <div>
        <Button variant="default" onClick={open}>
          {t('follow.stop', { stop })}
        </Button>
      </div>
      <ProblemNotice problem={deed.problem} />
      <Confirm
        isOpen={isOpen}
        title={t('follow.stopTitle', { stop })}
        deed={t('follow.stopDeed', { stop })}
        isBusy={deed.isBusy}
        onConfirm={() => deed.run(toStop.map(({ id }) => id))}
        onClose={close}
      >
        <p>{t('follow.stopWhat')}</p>
      </Confirm>
    </>
  )
}

/** What was signed with each to take it back goes out by one person, as from its own page. */
async function stopAll(
  toStop: readonly Bulletin[],
  reason: string,
  once: string,
  keyOf: (once: string, id: string) => string,
): Promise<void> {
  for (const each of toStop) await doDeed(bulletinDeeds(each), 'cancel', { reason }, keyOf(once, each.id))
}

function forget({ id }: ChangeDetail): void {
  void queries.invalidateQueries({ queryKey: ['plan-deeds', id] })
}

/** Of each what is signed, and how often one is asked. */
function Signed({ digests }: { digests: readonly string[] }) {
  const { t } = useWords()
  const { data } = useQuery(signingQuery)
  const means = data === undefined ? null : meansHere(data).is
  const count = digests.length
  return (
    <>
      {digests.map(sha256 => (
        <SigningLine key={sha256} sha256={sha256} />
      ))}
      {count > 1 && (means === 'passkey' || means === 'page') && (
        <Notice gravity="info">{t(`follow.asks.${means}`, { count })}</Notice>
      )}
    </>
  )
}
