/** One briefing: before it who is ready and what is prepared, afterwards who was there, what was said and what became of it. */

import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import { ask } from '../../../web/api.ts'
import type { Asks } from '../../../web/frame-route.ts'
import { duration } from '../../../web/numbers.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { ConfirmButton } from '../../../web/parts/confirm-by-typing.tsx'
import { useDeed } from '../../../web/parts/deed.ts'
import { ButtonToDialogue } from '../../../web/parts/dialogue.tsx'
import { LanguageChoice } from '../../../web/parts/language-choice.tsx'
import { ButtonLink, Page, Panel, TextLink } from '../../../web/parts/page.tsx'
import { Facts } from '../../../web/parts/records.tsx'
import { saveAnswer } from '../../../web/parts/save-answer.ts'
import { Asked, Empty, Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import { shownTime } from '../../../web/times.ts'
import type { Briefing } from '../model.ts'
import { AttendancePanel } from './after/attendance-panel.tsx'
import { RecordingsPanel } from './after/recordings-panel.tsx'
import { TurnsPanel } from './after/turns-panel.tsx'
import { BriefingBadge } from './badges.tsx'
import { shownStart } from './days.ts'
import { DocumentsPanel } from './documents-panel.tsx'
import { InstructionFields } from './instructions/instruction-fields.tsx'
import { InstructionsTable } from './instructions/instructions-table.tsx'
import { useMayWrite } from './may-write.ts'
import { MinutesBook } from './minutes/minutes-book.tsx'
import { briefingQuery, keepBriefing } from './queries.ts'
import { ReadinessTable } from './readiness-table.tsx'
import { ReasonForm } from './reason-form.tsx'
import { useWords } from './words.ts'

/* The conclusions as a document, in the form and language that somebody wants. */

const FORMS = { docx: 'DOCX', pdf: 'PDF', html: 'HTML' } as const
type Form = keyof typeof FORMS

function ConclusionsPanel({ briefing: { id, closedAt } }: { briefing: Briefing }) {
  const { t, spoken } = useWords()
  const [language, setLanguage] = useState(spoken)
  const [writing, setWriting] = useState<Form | null>(null)
  const { problem, isBusy, run } = useDeed(async (form: Form) => {
    setWriting(form)
    announce(t('conclusions.writing', { form: FORMS[form] }))
    const path = `/api/v1/briefings/${id}/conclusions/${form}?language=${language}`
    await saveAnswer(path, `conclusions.${form}`)
    announce(t('conclusions.done', { form: FORMS[form] }))
  })
  return (
    <Panel title={t('conclusions.title')}>
      <Stack gap="md">
        {closedAt === null && <Notice gravity="info">{t('conclusions.draft')}</Notice>}
        <ProblemNotice problem={problem} />
        <div>
          <p id="conclusions-language">{t('conclusions.language')}</p>
          <LanguageChoice aria-labelledby="conclusions-language" value={language} onChange={setLanguage} />
        </div>
        <Group gap="sm">
          {(['docx', 'pdf', 'html'] as const).map(form => (
            <Button key={form} variant="default" loading={isBusy && writing === form} onClick={() => void run(form)}>
              {t('conclusions.get', { form: FORMS[form] })}
            </Button>
          ))}
        </Group>
      </Stack>
    </Panel>
  )
}

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

/** What a briefing left behind: who was there, what was said and decided, and what became of it. */
function After({ briefing }: { briefing: Briefing }) {
  return (
    <>
      <AttendancePanel briefing={briefing} />
      <MinutesRead briefing={briefing} />
      <InstructionsPanel briefing={briefing} />
      <ConclusionsPanel briefing={briefing} />
      <TurnsPanel briefing={briefing} />
      <RecordingsPanel briefing={briefing} />
      <DocumentsPanel briefing={briefing} />
    </>
  )
}

/** Instructions of a briefing, and open ones of earlier briefings to its sites, which head its agenda. */
function InstructionsPanel({ briefing }: { briefing: Briefing }) {
  const { t } = useWords()
  const { state, places, instructions, earlier } = briefing
  const mayWrite = useMayWrite() && places.length > 0 && (state === 'open' || state === 'ended')
  return (
    <Panel title={t('instructions.title')}>
      {earlier.length > 0 && (
        <>
          <Title order={3}>{t('instructions.earlier')}</Title>
          <InstructionsTable caption={t('instructions.earlier')} instructions={earlier} isBriefingShown />
          <Title order={3}>{t('instructions.own')}</Title>
        </>
      )}
      {instructions.length === 0 ? (
        <Empty title={t('instructions.none')}>{mayWrite && t('instructions.noneHow')}</Empty>
      ) : (
        <InstructionsTable caption={t('instructions.own')} instructions={instructions} />
      )}
      {mayWrite && (
        <Group>
          <ButtonToDialogue label={t('instruct.new')} variant="default" size="lg">
            {close => <InstructionFields briefing={briefing} opened={null} onClose={close} />}
          </ButtonToDialogue>
        </Group>
      )}
    </Panel>
  )
}

/** The minutes of a briefing that has ended: mended until they are closed, and never after. */
function MinutesRead({ briefing }: { briefing: Briefing }) {
  const { t, spoken } = useWords()
  const mayWrite = useMayWrite()
  const { id, closedAt, minutes } = briefing
  const decisions = minutes.filter(({ is }) => is === 'decision').length
  return (
    <Panel title={t('minutes.title')}>
      {closedAt !== null && (
        <Notice gravity="good">
          {t('minutes.closed', { time: shownTime(closedAt, 'minute', spoken, TIME_ZONE) })}
        </Notice>
      )}
      <MinutesBook briefing={briefing} minutes={minutes} speaker={null} mayWrite={mayWrite && closedAt === null} />
      {mayWrite && closedAt === null && (
        <Group>
          <ConfirmButton
            label={t('minutes.close')}
            title={t('minutes.closeTitle')}
            ask={t('minutes.closeAsk', { count: decisions })}
            expected={String(decisions)}
            onConfirm={async once => {
              const given = { params: { id }, body: {}, once }
              keepBriefing(await ask('POST /api/v1/briefings/{id}/minutes/close', given))
              announce(t('minutes.closedNow'))
            }}
          >
            {t('minutes.closeWhat', { minutes: minutes.length, decisions })}
          </ConfirmButton>
        </Group>
      )}
    </Panel>
  )
}
