/**
 * One directive at one operator, for who looks after its node: how it stands, its lanes and SMS centres over time, and each lane as it was
 * told last. A node of before tells nothing of its lanes; its sums are on the page of the round.
 */
import { Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ToldLane } from '../../../../directive/condition.ts'
import { Figure, Subscribers } from '../../../../web/parts/figure.tsx'
import { Page, Panel, TextLink } from '../../../../web/parts/page.tsx'
import { Facts, Records } from '../../../../web/parts/records.tsx'
import { StateBadge } from '../../../../web/parts/state-badge.tsx'
import { Asked, Empty } from '../../../../web/parts/states.tsx'
import { Time } from '../../../../web/parts/time.tsx'
import type { LaneCourse } from '../../model.ts'
import { DirectiveStateBadge } from '../directive-badge.tsx'
import { ExerciseBadge } from '../exercise.tsx'
import { marksOf } from '../live/chart-data.ts'
import { lanesQuery, roundQuery } from '../round-queries.ts'
import { useWords as useRoundWords } from '../words.ts'
import { LaneCharts, useCentreName } from './lane-charts.tsx'
import { ReturnOf } from './last-directives.tsx'
import { useWords } from './words.ts'

export function LanesPage() {
  const { t } = useWords()
  const words = useRoundWords()
  const { id, directive } = useParams({ from: '/frame/operators/$id/directives/$directive' })
  const query = useQuery(lanesQuery(directive))
  const { data } = query
  const name = data?.directive.operatorName ?? id
  return (
    <Page
      title={t('lanes.title')}
      lead={data && `${words.t('round.number', { n: data.round.number })}: ${data.round.title} – ${name}`}
      crumbs={[
        [t('operators.title'), '/operators'],
        [name, `/operators/${id}`],
      ]}
      badge={
        data && (
          <>
            <DirectiveStateBadge state={data.directive.state} />
            <ExerciseBadge purpose={data.directive.purpose} />
          </>
        )
      }
    >
      <Asked query={query}>{course => <Course course={course} />}</Asked>
    </Page>
  )
}

function Course({ course }: { readonly course: LaneCourse }) {
  const { t } = useWords()
  // What was done to the round stands on its charts; where it may not be read they go without.
  const { data: detail } = useQuery(roundQuery(course.round.id))
  const isLive = course.directive.purpose === 'live'
  const marks = useMemo(() => (isLive && detail !== undefined ? marksOf(detail.history) : []), [isLive, detail])
  // What a node tells once its lanes are closed has none of them.
  const last = course.points.findLast(({ lanes }) => lanes.length > 0)
  return (
    <Stack gap="lg">
      <Panel title={t('lanes.directive')}>
        <Standing course={course} />
      </Panel>
      {last === undefined ? (
        <Empty title={t('lanes.none')}>
          {t('lanes.noneWhy')} <TextLink to={`/rounds/${course.round.id}/live`}>{t('lanes.toRound')}</TextLink>
        </Empty>
      ) : (
        <>
          <section>
            <Title order={2} mb="sm">
              {t('lanes.overTime')}
            </Title>
            <LaneCharts course={course} marks={marks} />
          </section>
          <Panel title={t('lanes.each')}>
            <p className="loa-quiet">
              {t('lanes.eachLead')} <Time at={last.at} shown="full" />
            </p>
            <Lanes lanes={last.lanes} />
          </Panel>
        </>
      )}
    </Stack>
  )
}

function Standing({ course: { directive, round } }: { readonly course: LaneCourse }) {
  const { t, terms } = useWords()
  const { tally } = directive
  return (
    <Facts
      facts={[
        [
          t('lanes.round'),
          <TextLink to={`/rounds/${round.id}/live`}>
            {round.title} ({round.campaignTitle})
          </TextLink>,
        ],
        [t('lanes.serial'), <Figure value={directive.serial} unit="" />],
        [t('lanes.issued'), <Time at={directive.issuedAt} shown="full" />],
        [t('lanes.subscribers'), <Subscribers of={directive.subscribers} />],
        tally !== null && [
          t('lanes.submitted'),
          <Figure value={tally.segments.submitted} unit={terms('unit.segments')} />,
        ],
        // Of one that has ended no lane is bound: how each stood last is below.
        tally !== null &&
          directive.returnedAt === null && [
            t('lanes.bound'),
            t('lanes.boundOf', { bound: tally.lanes.bound, all: tally.lanes.all }),
          ],
        [t('lanes.return'), <ReturnOf directive={directive} />],
      ]}
    />
  )
}

interface Numbered extends ToldLane {
  readonly number: number
}

function Lanes({ lanes }: { readonly lanes: readonly ToldLane[] }) {
  const { t, terms } = useWords()
  const centreName = useCentreName()
  const segments = terms('unit.segments')
  const figure = (value: number, unit: string) => <Figure value={value} unit={unit} isUnitHidden />
  return (
    <Records<Numbered>
      caption={t('lanes.each')}
      rows={lanes.map((lane, i) => ({ ...lane, number: i + 1 }))}
      rowKey={({ number }) => String(number)}
      columns={[
        [
          t('lanes.lane'),
          ({ number, lanes }) =>
            lanes === 1 ? t('lanes.laneNumber', { n: number }) : t('lanes.laneCount', { n: lanes }),
          'title',
        ],
        [t('lanes.centreHead'), ({ centre }) => centreName({ from: centre, to: centre })],
        [
          t('lanes.connection'),
          ({ bound, lanes }) => (
            <StateBadge look={bound === lanes ? 'good' : bound > 0 ? 'warn' : 'off'}>
              {lanes === 1
                ? t(bound === 1 ? 'lanes.isBound' : 'lanes.isUnbound')
                : t('lanes.boundOf', { bound, all: lanes })}
            </StateBadge>
          ),
        ],
        [[t('lanes.sent'), segments], ({ submitted }) => figure(submitted, segments), 'figure'],
        [
          [t('lanes.throttledHead'), t('lanes.answers')],
          ({ throttled }) => figure(throttled, t('lanes.answers')),
          'figure',
        ],
        [[t('lanes.rebinds'), t('lanes.times')], ({ rebinds }) => figure(rebinds, t('lanes.times')), 'figure'],
        [
          [t('lanes.windowHead'), segments],
          ({ bound, window }) => (bound === 0 ? '–' : figure(window, segments)),
          'figure',
        ],
        [
          [t('lanes.pace'), terms('unit.segmentsPerSecond')],
          ({ bound, pace }) =>
            bound === 0
              ? '–'
              : pace === null
                ? t('lanes.noPace')
                : figure(Math.round(pace), terms('unit.segmentsPerSecond')),
          'figure',
        ],
      ]}
    />
  )
}
