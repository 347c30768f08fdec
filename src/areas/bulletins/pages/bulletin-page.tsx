/** One bulletin: what comes next, what it says, who decides, what was released and what is proved of each channel. */

import { Anchor, Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { soundsAlarm } from '../../../directive/broadcast-level.ts'
import { ask } from '../../../web/api.ts'
import { Decision } from '../../../web/approval/decision.tsx'
import { doDeed, useApprovalDeed } from '../../../web/approval/deeds.ts'
import { DoubtTicks } from '../../../web/approval/doubt-ticks.tsx'
import type { Asks } from '../../../web/frame-route.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { confirmHere } from '../../../web/parts/confirmed.ts'
import { useDeed } from '../../../web/parts/deed.ts'
import { ButtonToDialogue } from '../../../web/parts/dialogue.tsx'
import { focusField } from '../../../web/parts/error-summary.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { ButtonLink, Page, Panel } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Asked, Empty, Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import { useMe } from '../../../web/session.ts'
import { SigningLine } from '../../../web/signing/signing-line.tsx'
import { mayReadDrafting, remarksQuery } from '../../drafting/pages/drafting-queries.ts'
import { KeepTemplate } from '../../drafting/pages/keep-template.tsx'
import { ArchiveButton, ArchivedNotice, CopyOf, DeleteButton } from '../../drafting/pages/put-away.tsx'
import { OpenRemarks, RemarksPanel } from '../../drafting/pages/remarks-panel.tsx'
import { useWords as useDraftingWords } from '../../drafting/pages/words.ts'
import { channelsOf } from '../content.ts'
import { type BulletinDoubt, doubtsOf } from '../doubts.ts'
import type { Bulletin } from '../model.ts'
import { AnnouncementsPanel } from './announcements-panel.tsx'
import { ExerciseBadge, StandingBadge, StateOfWork } from './badges.tsx'
import { BroadcastsPanel } from './broadcasts-panel.tsx'
import { BulletinSaid } from './bulletin-said.tsx'
import { ChangesPanel, isRevision } from './changes-panel.tsx'
import { ConfirmedDeed, type Weight } from './confirmed-deed.tsx'
import { bulletinDeeds } from './deeds.ts'
import { FaultList } from './fault-list.tsx'
import { useMayWrite } from './may-write.ts'
import { useDoubtTicks, useDoubtWords } from './mismatches.tsx'
import { PlacementsPanel } from './placements-panel.tsx'
import { ProofsPanel } from './proofs-panel.tsx'
import { bulletinQuery, deleteBulletin, keepBulletin } from './queries.ts'
import { ReachShown } from './reach-shown.tsx'
import { channelNames, placesSaid, timeSaid } from './said.ts'
import { CancelButton, CorrectButton, earlierOut, RoundsOut } from './taking-back.tsx'
import { useWords } from './words.ts'

export function BulletinPage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/desk/$id' })
  const query = useQuery(bulletinQuery(id))
  const { data } = query
  const title = data?.draft.renditions.page[0]?.title ?? ''
  return (
    <Page
      title={title === '' ? t('one') : title}
      crumbs={[[t('title'), '/desk']]}
      actions={data && <Again bulletin={data} />}
      lead={
        data?.copyOf && (
          <CopyOf
            to={`/desk/${data.copyOf.id}`}
            title={data.copyOf.title || t('list.untitled')}
            version={data.copyOf.version}
          />
        )
      }
      badge={
        data && (
          <Group gap="xs">
            <ExerciseBadge purpose={data.draft.purpose} />
            <StateOfWork state={data.state} />
            <StandingBadge standing={data.standing} />
          </Group>
        )
      }
    >
      <Asked query={query}>{bulletin => <Whole bulletin={bulletin} />}</Asked>
    </Page>
  )
}

BulletinPage.asks = (({ params: { id = '' }, role }) => [
  bulletinQuery(id),
  ...(mayReadDrafting(role) ? [remarksQuery('bulletin', id)] : []),
]) satisfies Asks

/** Used again, put away: what is not the way to its release. */
function Again({ bulletin }: { bulletin: Bulletin }) {
  const navigate = useNavigate()
  const mayWrite = useMayWrite()
  const { id, actions, releases, draft } = bulletin
  if (!mayWrite) return null
  return (
    <>
      <CopyButton id={id} />
      {releases.length > 0 && <KeepTemplate kind="bulletin" id={id} title={draft.renditions.page[0]?.title ?? ''} />}
      {actions.includes('archive') && (
        <ArchiveButton onDone={async once => await doDeed(bulletinDeeds(bulletin), 'archive', {}, once)} />
      )}
      {actions.includes('delete') && (
        <DeleteButton
          onDone={async () => {
            await deleteBulletin(bulletin)
            await navigate({ to: '/desk' })
          }}
        />
      )}
    </>
  )
}

function CopyButton({ id }: { id: string }) {
  const { t } = useWords()
  const drafting = useDraftingWords()
  const navigate = useNavigate()
  const deed = useDeed<void>(async (_, once) => {
    const copy = keepBulletin(await ask('POST /api/v1/bulletins/{id}/copy', { params: { id }, once }))
    announce(t('copy.done'))
    await navigate({ to: `/desk/${copy.id}` })
  })
  return (
    <>
      <Button variant="default" loading={deed.isBusy} onClick={() => void deed.run()}>
        {drafting.t('again.copy')}
      </Button>
      <ProblemNotice problem={deed.problem} />
    </>
  )
}

function Whole({ bulletin }: { bulletin: Bulletin }) {
  const { t } = useWords()
  const { state, releases } = bulletin
  return (
    <Stack gap="xl">
      {bulletin.isArchived && (
        <ArchivedNotice
          onDone={
            bulletin.actions.includes('unarchive')
              ? async once => await doDeed(bulletinDeeds(bulletin), 'unarchive', {}, once)
              : null
          }
        />
      )}
      {(!bulletin.isArchived || releases.length > 0) && <NextStep bulletin={bulletin} />}
      {state === 'submitted' && <OpenRemarks kind="bulletin" id={bulletin.id} />}
      {releases.length > 0 && <ProofsPanel bulletin={bulletin} />}
      {releases.some(({ channels }) => channels.includes('ring')) && <AnnouncementsPanel bulletin={bulletin.id} />}
      {releases.some(({ channels }) => channels.includes('broadcast')) && (
        <BroadcastsPanel bulletin={bulletin.id} mayCancel={bulletin.actions.includes('cancel')} />
      )}
      {isRevision(bulletin) && <ChangesPanel bulletin={bulletin} />}
      <BulletinSaid bulletin={bulletin} />
      <RemarksPanel
        kind="bulletin"
        id={bulletin.id}
        version={bulletin.version}
        isOpen={(state === 'draft' || state === 'submitted') && !bulletin.isArchived}
      />
      {state === 'submitted' && (
        <div id={DECISION} tabIndex={-1}>
          <Panel title={t('decide.title')}>
            <Deciding bulletin={bulletin} />
          </Panel>
        </div>
      )}
      {releases.length > 0 && <PlacementsPanel bulletin={bulletin} />}
      <Panel title={t('releases.title')}>
        <ReleasesTable bulletin={bulletin} />
      </Panel>
    </Stack>
  )
}

/** Below all that is decided on. */
const DECISION = 'decision'

/** The first of them that can be done is what this reader came for, and looks like it. */
const FIRST = ['submit', 'approve', 'save', 'correct'] as const

/** One sentence and what can be done, by state and by what this reader may do. */
function NextStep({ bulletin }: { bulletin: Bulletin }) {
  const { t, spoken } = useWords()
  const { id, state, standing, actions, reason, faults, held } = bulletin
  const isGood = standing === 'published' || standing === 'corrected'
  const first = FIRST.find(deed => actions.includes(deed) && (deed !== 'submit' || faults.length === 0))
  const looks = (deed: Bulletin['actions'][number]): Weight => (deed === first ? 'filled' : 'default')
  return (
    <Notice
      gravity={held !== null || standing === 'doubted' ? 'bad' : isGood ? 'good' : 'info'}
      title={t('next.title')}
      action={
        <Group gap="sm">
          {actions.includes('submit') && faults.length === 0 && <SubmitButton bulletin={bulletin} />}
          {actions.includes('save') && (
            <ButtonLink to={`/desk/${bulletin.id}/write`} variant={looks('save')}>
              {t('edit.open')}
            </ButtonLink>
          )}
          {actions.includes('approve') && (
            <Button variant={looks('approve')} onClick={() => focusField(DECISION)}>
              {t('decide.go')}
            </Button>
          )}
          {actions.includes('uphold') && <UpholdButton bulletin={bulletin} />}
          {actions.includes('correct') && <CorrectButton bulletin={bulletin} variant={looks('correct')} />}
          {actions.includes('cancel') && <CancelButton bulletin={bulletin} />}
          {actions.includes('revise') && <PlainButton bulletin={bulletin} deed="revise" />}
          {actions.includes('discard') && !actions.includes('delete') && <DiscardButton bulletin={bulletin} />}
        </Group>
      }
    >
      <Sentences bulletin={bulletin} />
      {held !== null && <Text fw={600}>{t('next.held', { reason: held[spoken] })}</Text>}
      {reason !== null && state === 'draft' && <Text fw={600}>{t('next.returned', { reason })}</Text>}
      {state === 'draft' && faults.length > 0 && (
        <>
          <Text>{t('next.faults', { count: faults.length })}</Text>
          <FaultList faults={faults} writeAt={actions.includes('save') ? `/desk/${id}/write` : null} />
        </>
      )}
    </Notice>
  )
}

/** What the public has, and what is at work beside it. */
function Sentences({ bulletin }: { bulletin: Bulletin }) {
  const { t, spoken } = useWords()
  const { state, standing, draft, releases } = bulletin
  const until = draft.window.until === null ? '–' : timeSaid(draft.window.until, spoken)
  const from = draft.window.from === null ? '–' : timeSaid(draft.window.from, spoken)
  return (
    <>
      {standing === 'scheduled' && <Text>{t('next.scheduled', { time: from })}</Text>}
      {standing !== 'none' && standing !== 'scheduled' && <Text>{t(`next.${standing}`, { time: until })}</Text>}
      {state === 'draft' && <Text>{t('next.draft')}</Text>}
      {state === 'submitted' && <Text>{t('next.submitted')}</Text>}
      {state === 'discarded' && releases.length === 0 && <Text>{t('next.discarded')}</Text>}
    </>
  )
}

function SubmitButton({ bulletin }: { bulletin: Bulletin }) {
  const { t } = useWords()
  return (
    <ButtonToDialogue label={t('submit.open')} title={t('submit.title')} variant="filled">
      {close => <SubmitForm bulletin={bulletin} onClose={close} />}
    </ButtonToDialogue>
  )
}

/** What contradicts itself is ticked, each by itself, before it is submitted. */
function SubmitForm({ bulletin, onClose }: { bulletin: Bulletin; onClose: () => void }) {
  const words = useWords()
  const { t } = words
  const said = useDoubtWords()
  const ticks = useDoubtTicks()
  const { draft, sha256 } = bulletin
  const doubts = doubtsOf(draft)
  const form = useForm({
    prefix: 'submit',
    values: { seen: [] as readonly BulletinDoubt[] },
    check: ({ seen }) => {
      const unseen = doubts.find(doubt => !seen.includes(doubt))
      return unseen === undefined ? {} : { [doubtId(unseen)]: ticks.missing }
    },
    send: async ({ seen }, once) => {
      await doDeed(bulletinDeeds(bulletin), 'submit', { doubts: [...seen] }, once)
      confirmHere(t('submit.done'))
      onClose()
    },
  })
  const isFaulty = form.faults.some(({ field }) => doubts.some(each => doubtId(each) === field))
  return (
    <Form of={form} submit={t('submit.deed')} cancel={onClose}>
      <p>{t('submit.what', { channels: channelNames(words, channelsOf(draft.renditions)) })}</p>
      <DoubtTicks
        words={ticks}
        doubts={doubts.map(doubt => [doubt, said(doubt, draft)] as const)}
        seen={form.values.seen}
        ids={doubtId}
        isFaulty={isFaulty}
        onSeen={seen => form.set({ seen })}
      />
      {sha256 !== null && <SigningLine sha256={sha256} />}
    </Form>
  )
}

const doubtId = (doubt: BulletinDoubt) => `submit-${doubt}`

/** The restored database does not say what happened after the backup: a person does, who has looked elsewhere. */
function UpholdButton({ bulletin }: { bulletin: Bulletin }) {
  const words = useWords()
  const { t } = words
  const channels = channelNames(words, bulletin.releases.at(-1)?.channels ?? [])
  return (
    <ConfirmedDeed
      bulletin={bulletin}
      deed="uphold"
      body={{}}
      label={t('uphold.open')}
      title={t('uphold.title')}
      word={t('uphold.deed')}
      done={t('uphold.done')}
      variant="default"
    >
      <p>{t('uphold.what', { channels })}</p>
    </ConfirmedDeed>
  )
}

function DiscardButton({ bulletin }: { bulletin: Bulletin }) {
  const { t } = useWords()
  return (
    <ConfirmedDeed
      bulletin={bulletin}
      deed="discard"
      body={{}}
      label={t('discard.open')}
      title={t('discard.title')}
      word={t('discard.deed')}
      done={t('discard.done')}
      variant="default"
    >
      <p>{t('discard.what')}</p>
    </ConfirmedDeed>
  )
}

function PlainButton({ bulletin, deed: name }: { bulletin: Bulletin; deed: 'revise' }) {
  const { t } = useWords()
  const deed = useApprovalDeed(bulletinDeeds(bulletin))
  return (
    <>
      <Button
        variant="default"
        loading={deed.isBusy}
        onClick={async () => {
          if (await deed.run(name, {})) confirmHere(t(`${name}.done`))
        }}
      >
        {t(`${name}.open`)}
      </Button>
      <ProblemNotice problem={deed.problem} />
    </>
  )
}

function Deciding({ bulletin }: { bulletin: Bulletin }) {
  const words = useWords()
  const { t } = words
  const { role } = useMe()
  const said = useDoubtWords()
  const ticks = useDoubtTicks()
  const { actions, draft, sha256, version, faults } = bulletin
  const deeds = bulletinDeeds(bulletin)
  const doubts = doubtsOf(draft)
  const { purpose } = draft
  const isEmergency = draft.renditions.broadcast?.isEmergency ?? false
  const [emergency, setEmergency] = useState(false)
  const word = t(`decide.word.${purpose}`)
  const channels = channelNames(words, channelsOf(draft.renditions))
  return (
    <Decision
      before={
        <>
          {faults.length > 0 && (
            <Notice gravity="bad" title={t('decide.tooLate')}>
              <FaultList faults={faults} writeAt={null} />
              <p>{t('decide.tooLateHow')}</p>
            </Notice>
          )}
          <RoundsOut rounds={earlierOut(bulletin)} says="replaced" />
          {actions.includes('approve') && draft.renditions.broadcast !== undefined && (
            <ReachShown isAlarm={soundsAlarm(draft.renditions.broadcast)} />
          )}
          {actions.includes('approve') && isEmergency && (
            <Checkbox
              label={t('decide.emergency')}
              checked={emergency}
              onChange={event => setEmergency(event.currentTarget.checked)}
            />
          )}
          {actions.includes('approve') && sha256 !== null && <SigningLine sha256={sha256} />}
        </>
      }
      on={`${version} ${sha256}`}
      notYours={
        <Notice gravity="info" title={t('decide.notYours')}>
          {t(role === 'approver' ? 'decide.own' : 'decide.role')}
        </Notice>
      }
      proof={
        actions.includes('approve') && {
          id: 'decide-purpose',
          lead: t('decide.what', { channels, where: placesSaid(words, draft.provinces) }),
          label: t('decide.type', { word }),
          hint: t('decide.typeHint'),
          inputMode: 'text',
          submit: t('decide.approve'),
          doubts: { ...ticks, sentences: doubts.map(doubt => said(doubt, draft)) },
          judge: typed => {
            if (isEmergency && !emergency) return t('decide.emergencyMissing')
            return typed.trim().normalize('NFC').toLowerCase() === word ? null : t('decide.typed', { word })
          },
          send: async (_, once) => {
            await doDeed(deeds, 'approve', { purpose, emergency, doubts: [...doubts] }, once)
            confirmHere(t('decide.done'))
          },
        }
      }
      sendingBack={
        actions.includes('return') && {
          id: 'decide-reason',
          words: key => t(`decide.${key}`),
          send: async (reason, once) => {
            await doDeed(deeds, 'return', { reason }, once)
            confirmHere(t('decide.returned'))
          },
        }
      }
    />
  )
}

function ReleasesTable({ bulletin }: { bulletin: Bulletin }) {
  const words = useWords()
  const { t, spoken } = words
  const { releases, id, draft } = bulletin
  if (releases.length === 0) return <Empty title={t('releases.none')} />
  const folder = draft.purpose === 'exercise' ? '/exercise/bulletins' : '/bulletins'
  return (
    <>
      <Records
        caption={t('releases.title')}
        rows={releases}
        rowKey={({ serial }) => String(serial)}
        columns={[
          [t('releases.what'), ({ kind }) => t(`releases.${kind}`), 'title'],
          [t('releases.version'), ({ version }) => <span className="loa-figure">{version}</span>],
          [t('releases.at'), ({ at }) => timeSaid(at, spoken)],
          [t('releases.by'), ({ by }) => by],
          [t('list.channels'), ({ channels }) => channelNames(words, channels)],
        ]}
      />
      <p>
        <Anchor href={`${folder}/${id}`} target="_blank" rel="noopener" underline="always" className="loa-target">
          {t('releases.public')}
        </Anchor>
      </p>
    </>
  )
}
