/**
 * Đợt đang chạy: how far it is at a glance, what each operator does, rate and outcomes over time, what was refused and
 * why; pause, resume, stop. Fed by the round's event stream; says how old its figures are once the stream is gone.
 */
import { Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { grouped } from '../../../../web/numbers.ts'
import { announce } from '../../../../web/parts/announcer.tsx'
import { Page, TextLink } from '../../../../web/parts/page.tsx'
import { StateBadge } from '../../../../web/parts/state-badge.tsx'
import { Asked, Empty, Loading, Notice, StreamNotice } from '../../../../web/parts/states.tsx'
import { Striped } from '../../../../web/parts/striped.tsx'
import { shownTime } from '../../../../web/times.ts'
import type { RoundDetail } from '../../model.ts'
import { ExerciseBadge } from '../exercise.tsx'
import { useFlagWords } from '../flag-words.ts'
import { roundQuery } from '../round-queries.ts'
import { RoundStateBadge } from '../state-badges.tsx'
import { useWords as useRoundWords } from '../words.ts'
import { steady } from './chart-data.ts'
import { Causes, Charts } from './charts.tsx'
import { courseOf, type Stop } from './course.ts'
import { type Announcement, progressOf, rowOf } from './operator-row.ts'
import { OperatorsTable } from './operators-table.tsx'
import { ObedienceNotice, OrderButtons } from './orders.tsx'
import { CourseLine, ProgressLine } from './progress-line.tsx'
import { type LiveRound, useLiveRound } from './use-live-round.ts'
import { useWords } from './words.ts'

export function LivePage() {
  const { t } = useWords()
  const words = useRoundWords()
  const { id } = useParams({ from: '/frame/rounds/$id/live' })
  const detail = useQuery(roundQuery(id))
  const say = useAnnouncement()
  const { round, stream } = useLiveRound(id, said => announce(say(said)))
  const { data } = detail
  const state = round?.live.round.state ?? data?.state
  return (
    <Page
      title={data === undefined ? t('title') : `${words.t('round.number', { n: data.number })}: ${data.title}`}
      crumbs={[
        [words.t('title'), '/rounds'],
        data && [data.campaignTitle, `/campaigns/${data.campaign}`],
        data && [words.t('round.number', { n: data.number }), `/rounds/${id}`],
      ]}
      badge={
        state && (
          <Group gap="xs">
            <RoundStateBadge state={state} />
            {data && <ExerciseBadge purpose={data.purpose} />}
          </Group>
        )
      }
      actions={data && <OrderButtons detail={data} />}
    >
      <Asked query={detail}>
        {known => (
          <Striped isExercise={(round?.live ?? known).purpose === 'exercise'}>
            <StreamNotice state={stream} />
            {round !== null ? <Live round={round} detail={known} /> : stream.is !== 'refused' && <Loading lines={8} />}
          </Striped>
        )}
      </Asked>
    </Page>
  )
}

function Live({ round, detail }: { readonly round: LiveRound; readonly detail: RoundDetail }) {
  const { t, terms } = useWords()
  const { live, notes, obedience } = round
  const messages = detail.content.messages.length
  const unit = messages === 1 ? terms('unit.subscribers') : t('unit.turns')
  const samples = useMemo(() => steady(live.samples), [live.samples])
  const rows = live.directives.map(directive => rowOf(directive, notes, samples))
  if (live.directives.length === 0)
    return (
      <Empty title={t('empty.title')}>
        {t('empty.how')} <TextLink to={`/rounds/${detail.id}`}>{t('empty.back')}</TextLink>
      </Empty>
    )
  const declared = new Map(detail.estimate.operators.map(({ operator, subscribers }) => [operator, subscribers ?? 0]))
  const progress = progressOf(live.directives, { messages, declared })
  const course = live.purpose === 'live' ? courseOf(detail.history) : null
  return (
    <>
      {live.purpose === 'exercise' && (
        <Notice gravity="info" title={t('exercise.title')}>
          {t('exercise.why')}
        </Notice>
      )}
      {course?.stop != null && <StopNotice stop={course.stop} />}
      <CanaryNotice round={round} detail={detail} />
      {course === null ? (
        <ProgressLine
          live={live}
          progress={progress}
          segmentsPerSecond={rows.reduce((sum, row) => sum + row.segmentsPerSecond, 0)}
          unit={unit}
        />
      ) : (
        <CourseLine
          live={live}
          progress={progress}
          course={course}
          receipts={detail.content.sending.receipts}
          unit={unit}
        />
      )}
      <section>
        <Title order={2} mb="xs">
          {t('operators.title')}
        </Title>
        {messages > 1 && <Text className="loa-quiet">{t('operators.turns', { n: messages })}</Text>}
        <OperatorsTable rows={rows} samples={samples} unit={unit} />
      </section>
      {/* Below the figures: they stay where they are when somebody pauses. */}
      <ObedienceNotice directives={live.directives} obedience={obedience} />
      <section>
        <Title order={2} mb="sm">
          {t('charts.title')}
        </Title>
        <Charts live={live} history={detail.history} unit={unit} />
      </section>
      <Causes live={live} />
      <Flags round={round} />
    </>
  )
}

/** What everybody who comes to a stopped round asks first. */
function StopNotice({ stop: { by, at, reason } }: { readonly stop: Stop }) {
  const { t, spoken } = useWords()
  return (
    <Notice gravity="warn" title={t('course.stopped', { by, time: shownTime(at, 'full', spoken) })}>
      {reason !== null && t('course.reason', { reason })}
    </Notice>
  )
}

/** Why it stands still, and who lets it go on. */
function CanaryNotice({ round, detail }: { round: LiveRound; detail: RoundDetail }) {
  const { t, terms, spoken } = useWords()
  const waiting = round.live.directives.filter(({ state, note }) => state === 'paused' && note === 'canary')
  if (waiting.length === 0) return null
  return (
    <Notice
      gravity="warn"
      title={t('canary.title', { operators: new Intl.ListFormat(spoken).format(waiting.map(one => one.operatorName)) })}
    >
      {t('canary.why', {
        subscribers: `${grouped(detail.content.sending.canary, spoken)} ${terms('unit.subscribers')}`,
      })}{' '}
      {t(detail.actions.includes('resume') ? 'canary.resume' : 'canary.wait')}
    </Notice>
  )
}

/** What did not add up in the returns; nothing is smoothed. */
function Flags({ round }: { readonly round: LiveRound }) {
  const { t } = useWords()
  const why = useFlagWords()
  const returned = round.live.directives.filter(({ returnedAt }) => returnedAt !== null)
  if (returned.length === 0) return null
  const flagged = returned.filter(({ flags }) => flags.length > 0)
  return (
    <section>
      <Title order={2} mb="sm">
        {t('returns.title')}
      </Title>
      {flagged.length === 0 ? (
        <StateBadge look="good">
          {t('returns.sound', { n: returned.length, all: round.live.directives.length })}
        </StateBadge>
      ) : (
        <Stack gap="sm">
          {flagged.map(({ id, operatorName, flags }) => (
            <Notice key={id} gravity="bad" title={operatorName}>
              {flags.map(({ code, expected, found }) => (
                <div key={code}>
                  {why(`flag.${code}`)}: {t('operators.flag', { expected, found })}
                </div>
              ))}
            </Notice>
          ))}
        </Stack>
      )}
    </section>
  )
}

function useAnnouncement(): (said: Announcement) => string {
  const { t, terms } = useWords()
  return said => {
    switch (said.is) {
      case 'round':
        return t('said.round', { state: terms(`round.${said.state}`) })
      case 'operator':
        return t('said.operator', { name: said.name, state: t(`directive.${said.state}`) })
      case 'obeyed':
        return t('said.obeyed', { all: said.all })
      case 'flagged':
        return t('said.flagged', { name: said.name })
    }
  }
}
