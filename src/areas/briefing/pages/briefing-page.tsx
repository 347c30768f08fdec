/** One briefing: before it who is ready and what is prepared, afterwards who was there, what was said and what became of it. */

import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import { ask } from '../../../web/api.ts'
import type { Asks } from '../../../web/frame-route.ts'
import { duration } from '../../../web/numbers.ts'
import { ButtonToDialogue } from '../../../web/parts/dialogue.tsx'
import { ButtonLink, Page, Panel, TextLink } from '../../../web/parts/page.tsx'
import { Facts } from '../../../web/parts/records.tsx'
import { Asked, Empty, Notice } from '../../../web/parts/states.tsx'
import { shownTime } from '../../../web/times.ts'
import type { Briefing } from '../model.ts'
import { After } from './after/after.tsx'
import { BriefingBadge } from './badges.tsx'
import { shownStart } from './days.ts'
import { DocumentsPanel } from './documents-panel.tsx'
import { InstructionsPanel } from './instructions/instructions-panel.tsx'
import { useMayWrite } from './may-write.ts'
import { briefingQuery, keepBriefing } from './queries.ts'
import { ReadinessTable } from './readiness-table.tsx'
import { ReasonForm } from './reason-form.tsx'
import { useWords } from './words.ts'

export function BriefingPage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/briefings/$id' })
  const briefing = useQuery(briefingQuery(id))
  const { data } = briefing
  return (
    <Page
      title={data?.title ?? t('briefing.one')}
      crumbs={[[t('title'), '/briefings']]}
      badge={data && <BriefingBadge state={data.state} />}
    >
      <Asked query={briefing}>{found => <Whole briefing={found} />}</Asked>
    </Page>
  )
}

BriefingPage.asks = (({ params: { id = '' } }) => [briefingQuery(id)]) satisfies Asks

function Whole({ briefing }: { briefing: Briefing }) {
  const { t } = useWords()
  const { id, state, places } = briefing
  return (
    <Stack gap="xl">
      <NextStep briefing={briefing} />
      <BriefingFacts briefing={briefing} />
      {state === 'ended' ? (
        <After briefing={briefing} />
      ) : (
        <>
          {state !== 'cancelled' && (
            <Panel title={t('ready.title')}>
              <ReadinessTable briefing={id} places={places} />
            </Panel>
          )}
          <Agenda briefing={briefing} />
          <DocumentsPanel briefing={briefing} />
          <InstructionsPanel briefing={briefing} />
        </>
      )}
    </Stack>
  )
}

/** One sentence and what can be done, by state and by what this reader may do. */
function NextStep({ briefing }: { briefing: Briefing }) {
  const { t } = useWords()
  const mayWrite = useMayWrite()
  const { id, state, roster, places, closedAt } = briefing
  if (state === 'cancelled') return <Notice gravity="info">{t('step.cancelled')}</Notice>
  if (state === 'ended')
    return (
      <Notice gravity={closedAt === null ? 'info' : 'good'} title={t('step.title')}>
        {t(closedAt === null ? 'step.ended' : 'step.closed')}
      </Notice>
    )
  const isOpen = state === 'open'
  const without = places.filter(({ link }) => link === 'none').length
  const what = isOpen || roster.length === 0 ? (isOpen ? 'open' : 'empty') : without > 0 ? 'links' : 'ready'
  return (
    <Notice
      gravity="info"
      title={t('step.title')}
      action={
        <Group gap="sm">
          {mayWrite && (
            <>
              <ButtonLink to={`/briefings/${id}/prepare`} variant={what === 'empty' ? 'filled' : 'default'}>
                {t('prepare.title')}
              </ButtonLink>
              {roster.length > 0 && (
                <ButtonLink to={`/briefings/${id}/links`} variant={what === 'links' ? 'filled' : 'default'}>
                  {t('links.title')}
                </ButtonLink>
              )}
            </>
          )}
          <ButtonLink to={`/briefings/${id}/live`} variant={what === 'open' || what === 'ready' ? 'filled' : 'default'}>
            {t('live.open')}
          </ButtonLink>
          {mayWrite && !isOpen && (
            <ButtonToDialogue label={t('cancel.open')} title={t('cancel.title')} variant="default">
              {close => <CancelForm briefing={briefing} onClose={close} />}
            </ButtonToDialogue>
          )}
        </Group>
      }
    >
      {t(`step.${what}`, { count: without })}
    </Notice>
  )
}

function CancelForm({ briefing, onClose }: { briefing: Briefing; onClose: () => void }) {
  const { t } = useWords()
  const { id, title } = briefing
  return (
    <ReasonForm
      deed="cancel"
      of={{ title }}
      what={t('cancel.what')}
      isSevere
      send={async (reason, once) => {
        const given = { params: { id }, body: { reason }, once }
        keepBriefing(await ask('POST /api/v1/briefings/{id}/cancel', given))
      }}
      onClose={onClose}
    />
  )
}

function BriefingFacts({ briefing }: { briefing: Briefing }) {
  const { t, spoken } = useWords()
  const { startsAt, plannedMinutes, beganAt, endedAt, closedAt, isRecorded, isQueueOpen } = briefing
  const at = (instant: string) => shownTime(instant, 'minute', spoken, TIME_ZONE)
  return (
    <Facts
      facts={[
        [t('prepare.starts'), `${shownStart(startsAt, spoken)} · ${duration(plannedMinutes * 60, spoken)}`],
        beganAt !== null && [
          t('briefing.held'),
          endedAt === null
            ? t('briefing.since', { time: at(beganAt) })
            : t('briefing.fromTo', {
                from: at(beganAt),
                until: at(endedAt),
                time: duration((Date.parse(endedAt) - Date.parse(beganAt)) / 1000, spoken),
              }),
        ],
        [t('prepare.queue'), t(isQueueOpen ? 'prepare.queue.open' : 'prepare.queue.chair')],
        [t('prepare.recorded'), t(isRecorded ? 'prepare.recorded.yes' : 'prepare.recorded.no')],
        closedAt !== null && [t('briefing.closedAt'), at(closedAt)],
        [t('briefing.prepared'), briefing.createdBy.name],
      ]}
    />
  )
}

function Agenda({ briefing: { id, agenda, places } }: { briefing: Briefing }) {
  const { t, spoken } = useWords()
  const mayWrite = useMayWrite()
  const names = new Map(places.map(({ site, name }) => [site, name]))
  return (
    <Panel title={t('agenda.title')}>
      {agenda.length === 0 ? (
        <Empty title={t('agenda.none')}>
          {mayWrite && <TextLink to={`/briefings/${id}/prepare`}>{t('prepare.title')}</TextLink>}
        </Empty>
      ) : (
        <ol style={{ margin: 0, paddingLeft: '1.5rem' }}>
          {agenda.map(({ id: item, title, minutes, site }) => (
            <li key={item}>
              {title}{' '}
              <Text span className="loa-quiet">
                {[duration(minutes * 60, spoken), site === null ? null : names.get(site)]
                  .filter(part => part != null)
                  .join(' · ')}
              </Text>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}
