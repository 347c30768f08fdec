/** One round: where it stands, what comes next and who does it, its content, what changed, its exercise, its directives. */
import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../web/i18n.ts'
import { grouped } from '../../../web/numbers.ts'
import { ConfirmByTyping } from '../../../web/parts/confirm-by-typing.tsx'
import { Dialogue } from '../../../web/parts/dialogue.tsx'
import { Notice } from '../../../web/parts/notice.tsx'
import { Page } from '../../../web/parts/page.tsx'
import { Panel } from '../../../web/parts/panel.tsx'
import { RoundStateBadge, StateBadge } from '../../../web/parts/state-badge.tsx'
import { Asked } from '../../../web/parts/states.tsx'
import type { OperatorSummary, RoundAction, RoundDetail } from '../model.ts'
import { ContentDiff } from './content-diff.tsx'
import { ContentSummary } from './content-summary.tsx'
import { Directives } from './directives.tsx'
import { History } from './history.tsx'
import { Phone } from './phone.tsx'
import { useRoundDeed } from './round-deed.ts'
import { liveQuery, operatorsQuery, roundQuery, versionsQuery } from './round-queries.ts'

export function RoundPage() {
  const { t } = useTranslation('rounds')
  const { id } = useParams({ from: '/frame/rounds/$id' })
  const round = useQuery(roundQuery(id))
  const operators = useQuery(operatorsQuery)
  const { data } = round
  return (
    <Page
      title={
        data === undefined
          ? t('round.one')
          : `${t('round.number', { n: data.number })}: ${data.title}`
      }
      crumbs={[
        { label: t('title'), to: '/rounds' },
        ...(data === undefined
          ? []
          : [{ label: data.campaignTitle, to: `/campaigns/${data.campaign}` }]),
      ]}
      badge={data && <RoundStateBadge state={data.state} />}
    >
      <Asked query={round}>
        {detail => <Overview detail={detail} operators={operators.data ?? []} />}
      </Asked>
    </Page>
  )
}

function Overview({
  detail,
  operators,
}: {
  readonly detail: RoundDetail
  readonly operators: readonly OperatorSummary[]
}) {
  const { t } = useTranslation('rounds')
  return (
    <Stack gap="xl">
      <NextStep detail={detail} />
      <Panel title={t('round.content')}>
        <Group align="flex-start" gap="xl" wrap="wrap">
          <div style={{ flex: '1 1 26rem', minWidth: 0 }}>
            <ContentSummary
              content={detail.content}
              estimate={detail.estimate}
              operators={operators}
              onChange={null}
            />
          </div>
          <Phone content={detail.content} />
        </Group>
      </Panel>
      <Exercise detail={detail} />
      <DirectivesSection detail={detail} />
      <Versions detail={detail} operators={operators} />
      <Panel title={t('history.title')}>
        <History history={detail.history} />
      </Panel>
    </Stack>
  )
}

/** One sentence and one button, by state and by what this reader may do. */
function NextStep({ detail }: { detail: RoundDetail }) {
  const { t } = useTranslation('rounds')
  const spoken = useLanguage()
  const terms = useTranslation('terms')
  const deed = useRoundDeed(detail.id)
  const [isScheduling, scheduling] = useDisclosure(false)
  const [isWithdrawing, withdrawing] = useDisclosure(false)
  const may = (action: RoundAction) => detail.actions.includes(action)
  const to = { params: { id: detail.id } as never }
  const subscribers = `${grouped(detail.estimate.subscribers, spoken)} ${terms.t('unit.subscribers')}`
  return (
    <Notice
      gravity={GRAVITY[detail.state] ?? 'info'}
      title={t('next.title')}
      action={
        <Group gap="sm">
          {(detail.state === 'draft' || detail.state === 'returned') && may('save') && (
            <Button component={Link} to="/rounds/$id/compose" {...to}>
              {t('next.write')}
            </Button>
          )}
          {detail.state === 'submitted' && may('approve') && (
            <Button component={Link} to="/rounds/$id/approve" {...to}>
              {t('next.approve')}
            </Button>
          )}
          {detail.state === 'submitted' && !may('approve') && (
            <Button component={Link} variant="default" to="/rounds/$id/approve" {...to}>
              {t('next.read')}
            </Button>
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
            <Button component={Link} variant="default" to="/rounds/$id/compose" {...to}>
              {t('next.change')}
            </Button>
          )}
          {LIVE.has(detail.state) && (
            <Button component={Link} to="/rounds/$id/live" {...to}>
              {t(OVER.has(detail.state) ? 'next.results' : 'next.watch')}
            </Button>
          )}
        </Group>
      }
    >
      <Text>{t(`next.${detail.state}`)}</Text>
      {detail.state === 'returned' && <Reason history={detail.history} />}
      {isExerciseMissing(detail) && <Text>{t('next.exerciseMissing')}</Text>}
      {deed.problem !== null && (
        <Text role="alert" fw={600}>
          {deed.problem.sentence(spoken)}
        </Text>
      )}
      <ConfirmByTyping
        isOpen={isScheduling}
        title={t('schedule.title')}
        ask={t('schedule.ask', { amount: grouped(detail.estimate.subscribers, spoken) })}
        expected={String(detail.estimate.subscribers)}
        deed={t('next.schedule')}
        onConfirm={() => deed.runOrThrow('schedule', {})}
        onClose={scheduling.close}
      >
        {t('schedule.what', { subscribers })}
      </ConfirmByTyping>
      <Withdraw
        isOpen={isWithdrawing}
        onClose={withdrawing.close}
        onWithdraw={() => deed.run('withdraw', { version: detail.version })}
      />
    </Notice>
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

const GRAVITY: Partial<Record<RoundDetail['state'], 'info' | 'good' | 'warn'>> = {
  returned: 'warn',
  paused: 'warn',
  finished: 'good',
}
const LIVE = new Set<RoundDetail['state']>([
  'scheduled',
  'running',
  'paused',
  'finished',
  'stopped',
])
const OVER = new Set<RoundDetail['state']>(['finished', 'stopped'])

/** The live round waits for it, and this reader could else send it off. */
function isExerciseMissing({ state, content, exercise, actions }: RoundDetail): boolean {
  return (
    state === 'approved' &&
    content.exerciseFirst &&
    exercise !== 'well' &&
    !actions.includes('schedule')
  )
}

function Withdraw(props: {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onWithdraw: () => Promise<boolean>
}) {
  const { t } = useTranslation('rounds')
  const shell = useTranslation('shell')
  return (
    <Dialogue isOpen={props.isOpen} onClose={props.onClose} title={t('withdraw.title')}>
      <Stack>
        <Text>{t('withdraw.what')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {shell.t('confirm.cancel')}
          </Button>
          <Button data-autofocus onClick={() => void props.onWithdraw().then(props.onClose)}>
            {t('next.withdraw')}
          </Button>
        </Group>
      </Stack>
    </Dialogue>
  )
}

function Exercise({ detail }: { detail: RoundDetail }) {
  const { t } = useTranslation('rounds')
  const look = { none: 'idle', running: 'busy', well: 'good', failed: 'bad' } as const
  return (
    <Panel title={t('exercise.title')}>
      <Group gap="sm">
        <StateBadge look={look[detail.exercise]}>{t(`exercise.${detail.exercise}`)}</StateBadge>
        <Text>
          {t(detail.content.exerciseFirst ? 'exercise.required' : 'exercise.notRequired')}
        </Text>
      </Group>
    </Panel>
  )
}

function DirectivesSection({ detail }: { detail: RoundDetail }) {
  const { t } = useTranslation('rounds')
  const hasAny = detail.exercise !== 'none' || LIVE.has(detail.state)
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
function Versions({
  detail,
  operators,
}: {
  readonly detail: RoundDetail
  readonly operators: readonly OperatorSummary[]
}) {
  const { t } = useTranslation('rounds')
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
