/**
 * The situation of a plan on an instant: the country as a picture and the same as a table, what runs because of it, what is proposed, and
 * why levels changed. What is live and what is an exercise are never on one page.
 */

import { SegmentedControl, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { type Purpose, purpose as purposes } from '../../../directive/documents.ts'
import type { Plan } from '../../../plan/plan.ts'
import { ask } from '../../../web/api.ts'
import { confirmHere } from '../../../web/parts/confirmed.ts'
import { useDeed } from '../../../web/parts/deed.ts'
import { Confirm, RowButton } from '../../../web/parts/dialogue.tsx'
import { isOneOf, isShort, useInAddress } from '../../../web/parts/in-address.ts'
import { ButtonLink, Panel, TextLink } from '../../../web/parts/page.tsx'
import { Paged } from '../../../web/parts/paged.tsx'
import { Facts, NameButton, Records } from '../../../web/parts/records.tsx'
import { Asked, Empty, Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import { Striped } from '../../../web/parts/striped.tsx'
import { useNow } from '../../../web/stream.ts'
import type { EffectGroup, SituationView } from '../model.ts'
import { ChangeBadge } from './badges.tsx'
import { CountryKey, CountryTiles, type SituationArea } from './country.tsx'
import { EffectTable } from './effect-table.tsx'
import { WhyFree } from './free-standing.tsx'
import { stopsOf } from './instants.ts'
import { LevelMark } from './level-mark.tsx'
import { useMayWrite } from './may-write.ts'
import classes from './plan.module.css'
import { SignedFrame } from './plan-frame.tsx'
import { changesQuery, forgetPlan, proposalsQuery, runningQuery, situationQuery } from './queries.ts'
import { areaSaid, changeSaid, timeSaid } from './said.ts'
import { Scrolled } from './scrolled.tsx'
import { SuggestButton } from './suggest-form.tsx'
import { TimeSlider } from './time-slider.tsx'
import { useWords } from './words.ts'

export function SituationPage() {
  const { plan } = useParams({ from: '/frame/plan/$plan' })
  return <Situation id={plan} />
}

/** Of whoever moves the slider only the last place is asked for. */
const MOVED_MS = 150

export function Situation({ id }: { id: string }) {
  const { t } = useWords()
  const mayWrite = useMayWrite()
  const [said, say] = useInAddress('purpose', isOneOf(['exercise']))
  const purpose: Purpose = said ?? 'live'
  return (
    <SignedFrame id={id} actions={mayWrite && <ButtonLink to={`/plan/${id}/propose`}>{t('changes.new')}</ButtonLink>}>
      {({ plan }) => (
        <Stack gap="lg">
          <div>
            <SegmentedControl
              aria-label={t('purpose.label')}
              value={purpose}
              onChange={chosen => say(chosen === 'exercise' ? chosen : null)}
              data={purposes.options.map(value => ({ value, label: t(`purpose.${value}`) }))}
            />
          </div>
          <Striped isExercise={purpose === 'exercise'}>
            {purpose === 'exercise' && <ExerciseNotice plan={id} />}
            <OnAnInstant key={purpose} plan={plan} purpose={purpose} />
            {purpose === 'live' && <ProposalsPanel plan={plan} />}
            <RunningPanel plan={plan} purpose={purpose} />
            <ChangesPanel plan={plan} purpose={purpose} />
          </Striped>
        </Stack>
      )}
    </SignedFrame>
  )
}

function OnAnInstant({ plan, purpose }: { plan: Plan; purpose: Purpose }) {
  const words = useWords()
  const { t } = words
  const now = useNow()
  const [said, say] = useInAddress('at', isInstant)
  const [at, setAt] = useState(said)
  const [chosen, choose] = useInAddress('area', isShort)
  const [wanted] = useDebouncedValue(at, MOVED_MS)
  useEffect(() => say(wanted), [say, wanted])
  const query = useQuery({ ...situationQuery(plan.id, purpose, wanted), placeholderData: keepPreviousData })
  const title = wanted === null ? t('map.title') : t('map.titleAt', { time: timeSaid(wanted, words, plan.timeZone) })
  return (
    <Panel title={title}>
      <Asked query={query}>
        {situation => (
          <Stack gap="lg">
            <TimeSlider stops={stopsOf(situation.instants, now)} at={at} timeZone={plan.timeZone} onChange={setAt} />
            <CountryKey situation={situation} plan={plan} />
            <div className={classes.country}>
              <Stack gap="sm">
                <CountryTiles {...{ situation, plan, chosen }} onChoose={choose} />
                <p className="loa-quiet">{t('map.list', { count: situation.areas.length })}</p>
              </Stack>
              <Stack gap="lg">
                <Chosen plan={plan} situation={situation} area={chosen} />
                <StandingsTable {...{ plan, situation, title }} onChoose={choose} />
              </Stack>
            </div>
          </Stack>
        )}
      </Asked>
    </Panel>
  )
}

const isInstant = (said: string): said is string => !Number.isNaN(Date.parse(said))

interface Shown {
  readonly plan: Plan
  readonly situation: SituationView
}

function Chosen({ plan, situation, area }: Shown & { area: string | null }) {
  const words = useWords()
  const { t } = words
  const standing = situation.areas.find(each => each.area === area)
  if (standing === undefined) return <p className="loa-quiet">{t('map.choose')}</p>
  const { since } = standing
  return (
    <div role="status">
      <Facts
        facts={[
          [t('col.area'), <strong lang="vi">{standing.name}</strong>],
          [t('col.level'), <LevelMark levels={plan.levels} id={standing.level} />],
          [t('col.how'), t(`how.${standing.is}`)],
          since !== null && [t('col.since'), timeSaid(since, words, plan.timeZone)],
          standing.change !== null && [t('col.change'), <ChangeLink plan={plan.id} change={standing.change} />],
          [t('nav.data'), <TextLink to={`/plan/${plan.id}/data/${standing.area}`}>{t('area.data')}</TextLink>],
        ]}
      />
    </div>
  )
}

function StandingsTable(props: Shown & { title: string; onChoose: (area: string) => void }) {
  const words = useWords()
  const { t } = words
  const { plan, situation, title, onChoose } = props
  return (
    <Scrolled label={t('table.title')} isTall>
      <Records
        caption={title}
        rows={situation.areas}
        rowKey={({ area }) => area}
        columns={[
          [
            t('col.area'),
            ({ area, name }: SituationArea) => <NameButton onClick={() => onChoose(area)}>{name}</NameButton>,
            'title',
          ],
          [t('col.level'), ({ level }) => <LevelMark levels={plan.levels} id={level} />],
          [t('col.how'), ({ is }) => t(`how.${is}`)],
          [t('col.since'), ({ since }) => (since === null ? '–' : timeSaid(since, words, plan.timeZone))],
        ]}
      />
    </Scrolled>
  )
}

function ChangeLink({ plan, change }: { plan: string; change: string }) {
  const { t } = useWords()
  return <TextLink to={`/plan/${plan}/changes/${change}`}>{t('col.changeOpen')}</TextLink>
}

function ExerciseNotice({ plan }: { plan: string }) {
  const { t } = useWords()
  const mayWrite = useMayWrite()
  return (
    <Notice gravity="warn" title={t('purpose.exercise')} action={mayWrite && <EndExercise plan={plan} />}>
      {t('purpose.exerciseWhat')}
    </Notice>
  )
}

function EndExercise({ plan }: { plan: string }) {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(false)
  const deed = useDeed(async (_: undefined, once) => {
    await ask('POST /api/v1/plans/{plan}/exercise/end', { params: { plan }, once })
    await forgetPlan(plan)
    confirmHere(t('exercise.ended'))
  })
  return (
    <>
      <RowButton of={undefined} onClick={() => setOpen(true)}>
        {t('exercise.end')}
      </RowButton>
      <ProblemNotice problem={deed.problem} />
      <Confirm
        isOpen={isOpen}
        title={t('exercise.end')}
        deed={t('exercise.end')}
        isBusy={deed.isBusy}
        onConfirm={() => deed.run(undefined)}
        onClose={() => setOpen(false)}
      >
        <p>{t('exercise.endWhat')}</p>
      </Confirm>
    </>
  )
}

/** What runs now because of the levels that areas are at. */
function RunningPanel({ plan, purpose }: { plan: Plan; purpose: Purpose }) {
  const { t } = useWords()
  const query = useQuery(runningQuery(plan.id, purpose))
  return (
    <Panel title={t('running.title')}>
      <Text className="loa-quiet">{t('running.lead')}</Text>
      <Asked query={query} empty={all => all.length === 0 && <Empty title={t('running.none')} />}>
        {groups => <EffectTable caption={t('running.title')} groups={groups} plan={plan} />}
      </Asked>
      <Free groups={query.data ?? []} timeZone={plan.timeZone} />
    </Panel>
  )
}

/** A level calls for it; whether it is free the lists that are signed say. */
function Free({ groups, timeZone }: { groups: readonly EffectGroup[]; timeZone: string }) {
  const { t, spoken } = useWords()
  return groups.map(({ action, title, whyFree = [] }) => {
    if (whyFree.length === 0) return null
    const free = whyFree.filter(({ is }) => is === 'free').length
    const isFree = free === whyFree.length
    const state = isFree ? 'freeState.out' : free > 0 ? 'thingState.partly' : 'freeState.stopped'
    return (
      <Notice key={action} gravity={isFree ? 'good' : 'warn'} title={`${title[spoken]}: ${t(state)}`}>
        {whyFree.map(why => (
          <div key={why.of}>
            <WhyFree why={why} timeZone={timeZone} />
          </div>
        ))}
      </Notice>
    )
  })
}

/** Changes of level, newest first: why each was. */
function ChangesPanel({ plan, purpose }: { plan: Plan; purpose: Purpose }) {
  const words = useWords()
  const { t } = words
  const query = useInfiniteQuery(changesQuery(plan.id, purpose))
  return (
    <Panel title={t('changes.title')}>
      <Text className="loa-quiet">{t('changes.lead')}</Text>
      <Paged query={query} empty={<Empty title={t('changes.none')} />}>
        {changes => (
          <Records
            caption={t('changes.title')}
            rows={changes}
            columns={[
              [
                t('changes.what'),
                change => (
                  <TextLink to={`/plan/${plan.id}/changes/${change.id}`} isStrong>
                    {changeSaid(words, plan.levels, change)}
                  </TextLink>
                ),
                'title',
              ],
              [t('changes.from'), ({ from }) => timeSaid(from, words, plan.timeZone)],
              [t('changes.state'), change => <ChangeBadge change={change} />],
              [t('changes.why'), ({ reason }) => <span lang="vi">{reason}</span>],
              [t('changes.by'), ({ proposedBy }) => proposedBy.name],
            ]}
          />
        )}
      </Paged>
    </Panel>
  )
}

/** What data or people propose and nobody has decided yet. */
function ProposalsPanel({ plan }: { plan: Plan }) {
  const words = useWords()
  const { t } = words
  const mayWrite = useMayWrite()
  const query = useQuery(proposalsQuery(plan.id, 'open'))
  return (
    <Panel title={t('proposals.title')}>
      {mayWrite && <SuggestButton plan={plan} />}
      <Asked
        query={query}
        empty={({ items }) => items.length === 0 && <Empty title={t('proposals.none')}>{t('proposals.noneHow')}</Empty>}
      >
        {({ items }) => (
          <Records
            caption={t('proposals.title')}
            rows={items}
            columns={[
              [
                t('col.area'),
                ({ id, area }) => (
                  <TextLink to={`/plan/${plan.id}/proposals/${id}`} isStrong>
                    <span lang="vi">{areaSaid(words, area)}</span>
                  </TextLink>
                ),
                'title',
              ],
              [t('proposals.to'), ({ level }) => <LevelMark levels={plan.levels} id={level} />],
              [t('proposals.from'), ({ by }) => by?.name ?? t('proposals.data')],
              [t('proposals.at'), ({ createdAt }) => timeSaid(createdAt, words, plan.timeZone)],
            ]}
          />
        )}
      </Asked>
    </Panel>
  )
}
