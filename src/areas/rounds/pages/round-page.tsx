/** One round: where it stands, what comes next and who does it, its content, what changed, its exercise, its directives. */

import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { doDeed, useApprovalDeed } from '../../../web/approval/deeds.ts'
import { History } from '../../../web/approval/history.tsx'
import type { Asks } from '../../../web/frame-route.ts'
import { spelledOut } from '../../../web/local-time.ts'
import { grouped } from '../../../web/numbers.ts'
import { ConfirmByTyping } from '../../../web/parts/confirm-by-typing.tsx'
import { Confirm } from '../../../web/parts/dialogue.tsx'
import { ButtonLink, Page, Panel } from '../../../web/parts/page.tsx'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { Asked, Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import { SigningLine } from '../../../web/signing/signing-line.tsx'
import { useNow } from '../../../web/stream.ts'
import { mayReadDrafting, remarksQuery, useMayDraft } from '../../drafting/pages/drafting-queries.ts'
import { KeepTemplate } from '../../drafting/pages/keep-template.tsx'
import { ArchiveButton, ArchivedNotice, CopyOf, DeleteButton } from '../../drafting/pages/put-away.tsx'
import { RemarksPanel } from '../../drafting/pages/remarks-panel.tsx'
import { operatorsQuery } from '../../operators/pages/queries.ts'
import type { RoundAction, RoundDetail, RoundState } from '../model.ts'
import { ContentDiff } from './content-diff.tsx'
import { ContentSummary } from './content-summary.tsx'
import { CopyRound } from './copy-round.tsx'
import { Directives } from './directives.tsx'
import { ExerciseBadge, ExerciseEdge } from './exercise.tsx'
import { Phone } from './phone.tsx'
import { deleteRound, roundDeeds } from './round-deeds.ts'
import { liveQuery, roundQuery, type Shown, versionsQuery } from './round-queries.ts'
import { startOf } from './sending-start.ts'
import { RoundStateBadge, TakenBackNotice } from './state-badges.tsx'
import { useWords } from './words.ts'

export function RoundPage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/rounds/$id' })
  const round = useQuery(roundQuery(id))
  const operators = useQuery(operatorsQuery)
  const { data } = round
  return (
    <Page
      title={data === undefined ? t('round.one') : `${t('round.number', { n: data.number })}: ${data.title}`}
      crumbs={[[t('title'), '/rounds'], data && [data.campaignTitle, `/campaigns/${data.campaign}`]]}
      actions={data && <Again detail={data} />}
      lead={
        data?.copyOf && (
          <CopyOf to={`/rounds/${data.copyOf.id}`} title={data.copyOf.title} version={data.copyOf.version} />
        )
      }
      badge={
        data && (
          <Group gap="xs">
            <RoundStateBadge state={data.state} takenBack={data.takenBack} />
            <ExerciseBadge purpose={data.purpose} />
          </Group>
        )
      }
    >
      <Asked query={round}>
        {detail => (
          <ExerciseEdge of={detail}>
            <TakenBackNotice of={detail} />
            <Overview detail={detail} operators={operators.data ?? []} />
          </ExerciseEdge>
        )}
      </Asked>
    </Page>
  )
}

RoundPage.asks = (({ params: { id = '' }, role }) => [
  roundQuery(id),
  operatorsQuery,
  versionsQuery(id),
  ...(mayReadDrafting(role) ? [remarksQuery('round', id)] : []),
]) satisfies Asks

/** Used again, put away: what is not the way to sending it. */
function Again({ detail }: { detail: RoundDetail }) {
  const navigate = useNavigate()
  const mayDraft = useMayDraft()
  const { id, actions, approvedVersion, title } = detail
  if (!mayDraft) return null
  return (
    <>
      <CopyRound detail={detail} />
      {approvedVersion !== null && <KeepTemplate kind="round" id={id} title={title} />}
      {actions.includes('archive') && (
        <ArchiveButton onDone={async once => await doDeed(roundDeeds(detail), 'archive', {}, once)} />
      )}
      {actions.includes('delete') && (
        <DeleteButton
          onDone={async () => {
            await deleteRound(detail)
            await navigate({ to: '/rounds' })
          }}
        />
      )}
    </>
  )
}

function Overview({ detail, operators }: Shown) {
  const { t } = useWords()
  return (
    <Stack gap="xl">
      {detail.isArchived && (
        <ArchivedNotice
          onDone={
            detail.actions.includes('unarchive')
              ? async once => await doDeed(roundDeeds(detail), 'unarchive', {}, once)
              : null
          }
        />
      )}
      {(!detail.isArchived || OVER.includes(detail.state)) && <NextStep detail={detail} />}
      <Panel title={t('round.content')}>
        <Group align="flex-start" gap="xl" wrap="wrap">
          <div style={{ flex: '1 1 26rem', minWidth: 0 }}>
            <ContentSummary content={detail.content} estimate={detail.estimate} operators={operators} onChange={null} />
          </div>
          <Phone content={detail.content} />
        </Group>
      </Panel>
      <Exercise detail={detail} />
      <DirectivesSection detail={detail} />
      <RemarksPanel
        kind="round"
        id={detail.id}
        version={detail.version}
        isOpen={DRAFT.includes(detail.state) && !detail.isArchived}
      />
      <Versions detail={detail} operators={operators} />
      <Panel title={t('history.title')}>
        <History
          area="rounds"
          entries={detail.history}
          beside={({ version }) =>
            version !== null && <span className="loa-quiet"> · {t('round.version', { version })}</span>
          }
        />
      </Panel>
    </Stack>
  )
}

/** One sentence and one button, by state and by what this reader may do. */
function NextStep({ detail }: { detail: RoundDetail }) {
  const { t, terms, spoken } = useWords()
  const deeds = roundDeeds(detail)
  const deed = useApprovalDeed(deeds)
  const [isScheduling, scheduling] = useDisclosure(false)
  const [isWithdrawing, withdrawing] = useDisclosure(false)
  const may = (action: RoundAction) => detail.actions.includes(action)
  const subscribers = `${grouped(detail.estimate.subscribers, spoken)} ${terms('unit.subscribers')}`
  return (
    <Notice
      gravity={GRAVITY[detail.state] ?? 'info'}
      title={t('next.title')}
      action={
        <Group gap="sm">
          {(detail.state === 'draft' || detail.state === 'returned') && may('save') && (
            <ButtonLink to={`/rounds/${detail.id}/compose`}>{t('next.write')}</ButtonLink>
          )}
          {detail.state === 'submitted' && may('approve') && (
            <ButtonLink to={`/rounds/${detail.id}/approve`}>{t('next.approve')}</ButtonLink>
          )}
          {detail.state === 'submitted' && !may('approve') && (
            <ButtonLink variant="default" to={`/rounds/${detail.id}/approve`}>
              {t('next.read')}
            </ButtonLink>
          )}
          {may('withdraw') && (
            <Button variant="default" onClick={withdrawing.open}>
              {t('next.withdraw')}
            </Button>
          )}
          {may('exercise') && (
            <Button
              variant={may('schedule') ? 'default' : 'filled'}
              loading={deed.isBusy}
              onClick={() => void deed.run('exercise', {})}
            >
              {t(detail.exercise === 'none' ? 'next.exercise' : 'next.exerciseAgain')}
            </Button>
          )}
          {may('schedule') && <Button onClick={scheduling.open}>{t('next.schedule')}</Button>}
          {detail.state === 'approved' && may('save') && (
            <ButtonLink variant="default" to={`/rounds/${detail.id}/compose`}>
              {t('next.change')}
            </ButtonLink>
          )}
          {LIVE.includes(detail.state) && (
            <ButtonLink to={`/rounds/${detail.id}/live`}>
              {t(OVER.includes(detail.state) ? 'next.results' : 'next.watch')}
            </ButtonLink>
          )}
        </Group>
      }
    >
      <Text>{t(nextOf(detail))}</Text>
      {detail.state === 'returned' && <Reason history={detail.history} />}
      {isExerciseMissing(detail) && <Text>{t('next.exerciseMissing')}</Text>}
      <ProblemNotice problem={deed.problem} />
      <ConfirmByTyping
        isOpen={isScheduling}
        title={t('schedule.title')}
        ask={t('schedule.ask', { amount: grouped(detail.estimate.subscribers, spoken) })}
        expected={String(detail.estimate.subscribers)}
        deed={t('next.schedule')}
        onConfirm={once => doDeed(deeds, 'schedule', {}, once)}
        onClose={scheduling.close}
      >
        <Stack gap="sm">
          <Text>{t('schedule.what', { subscribers })}</Text>
          <Starting window={detail.content.window} />
          <SigningLine sha256={detail.digest} />
        </Stack>
      </ConfirmByTyping>
      <Confirm
        isOpen={isWithdrawing}
        onClose={withdrawing.close}
        title={t('withdraw.title')}
        deed={t('next.withdraw')}
        onConfirm={() => deed.run('withdraw', { version: detail.version })}
      >
        <Text>{t('withdraw.what')}</Text>
      </Confirm>
    </Notice>
  )
}

function nextOf({ state, purpose }: RoundDetail) {
  return state === 'approved' && purpose === 'exercise' ? 'next.exerciseOnly' : (`next.${state}` as const)
}

/** Kept true while the dialogue is open. */
function Starting({ window }: { window: RoundDetail['content']['window'] }) {
  const { t, spoken } = useWords()
  const start = startOf(window, useNow(1_000))
  if (start.is === 'never')
    return (
      <Text mt="xs" fw={600}>
        {t('schedule.never')}
      </Text>
    )
  const time = spelledOut(new Date(start.atMs).toISOString(), window.timeZone, spoken)
  return (
    <Text mt="xs" fw={600}>
      {t(`schedule.${start.is}`, { time })} {start.isNight && t('schedule.night')}
    </Text>
  )
}

/** Of the last sending back, as its approver wrote it. */
function Reason({ history }: { history: RoundDetail['history'] }) {
  const last = history.findLast(({ reason }) => reason !== null)
  if (last === undefined) return null
  return (
    <Text fw={600}>
      {last.by}: “{last.reason}”
    </Text>
  )
}

const GRAVITY: Partial<Record<RoundState, 'info' | 'good' | 'warn'>> = {
  returned: 'warn',
  paused: 'warn',
  finished: 'good',
}
const DRAFT: readonly RoundState[] = ['draft', 'submitted', 'returned']
const LIVE: readonly RoundState[] = ['scheduled', 'running', 'paused', 'finished', 'stopped']
const OVER: readonly RoundState[] = ['finished', 'stopped']

/** The live round waits for it, and this reader could else send it off. */
function isExerciseMissing({ state, content, exercise, actions }: RoundDetail): boolean {
  return state === 'approved' && content.exerciseFirst && exercise !== 'well' && !actions.includes('schedule')
}

function Exercise({ detail }: { detail: RoundDetail }) {
  const { t } = useWords()
  const look = { none: 'idle', running: 'busy', well: 'good', failed: 'bad' } as const
  return (
    <Panel title={t('exercise.title')}>
      <Group gap="sm">
        <StateBadge look={look[detail.exercise]}>{t(`exercise.${detail.exercise}`)}</StateBadge>
        <Text>{t(`exercise.${whyExercise(detail)}`)}</Text>
      </Group>
    </Panel>
  )
}

function whyExercise({ purpose, content }: RoundDetail) {
  if (purpose === 'exercise') return 'only'
  return content.exerciseFirst ? 'required' : 'notRequired'
}

function DirectivesSection({ detail }: { detail: RoundDetail }) {
  const { t } = useWords()
  const hasAny = detail.exercise !== 'none' || LIVE.includes(detail.state)
  const live = useQuery({ ...liveQuery(detail.id), enabled: hasAny })
  if (!hasAny) return null
  return (
    <Panel title={t('directives.title')}>
      <Asked query={live}>
        {({ directives, purpose }) => <Directives directives={directives} purpose={purpose} />}
      </Asked>
    </Panel>
  )
}

/** Any two versions beside each other; at first the last approved one and the present one. */
function Versions({ detail, operators }: Shown) {
  const { t } = useWords()
  const query = useQuery(versionsQuery(detail.id))
  const [before, setBefore] = useState<number | null>(null)
  return (
    <Panel title={t('versions.title')}>
      <Asked query={query}>
        {versions => {
          const others = versions.filter(({ version }) => version !== detail.version)
          if (others.length === 0) return <Text>{t('versions.one')}</Text>
          const standard =
            others.find(({ version }) => version === detail.approvedVersion) ??
            others.reduce((a, b) => (a.version > b.version ? a : b))
          const shown = others.find(({ version }) => version === before) ?? standard
          return (
            <Stack gap="sm">
              <NativeSelect
                maw="32rem"
                label={t('versions.compare', { version: detail.version })}
                value={String(shown.version)}
                data={others
                  .toSorted((a, b) => b.version - a.version)
                  .map(({ version, by, isApproved }) => ({
                    value: String(version),
                    label: t(isApproved ? 'versions.approved' : 'versions.saved', { version, by }),
                  }))}
                onChange={event => setBefore(Number(event.currentTarget.value))}
              />
              <ContentDiff before={shown.content} after={detail.content} operators={operators} />
            </Stack>
          )
        }}
      </Asked>
    </Panel>
  )
}
