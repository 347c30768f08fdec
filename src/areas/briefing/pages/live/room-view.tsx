/** A room as it is now: the roll, who is missing and whom to call, who speaks and who is next, every site with its line. */

import { Group, Stack, Title } from '@mantine/core'
import { TIME_ZONE } from '../../../../country/vn/time-zone.ts'
import { ask } from '../../../../web/api.ts'
import { duration } from '../../../../web/numbers.ts'
import { ButtonToDialogue } from '../../../../web/parts/dialogue.tsx'
import { Panel } from '../../../../web/parts/page.tsx'
import { Records } from '../../../../web/parts/records.tsx'
import { StateBadge } from '../../../../web/parts/state-badge.tsx'
import { Notice } from '../../../../web/parts/states.tsx'
import { useNow } from '../../../../web/stream.ts'
import { shownTime } from '../../../../web/times.ts'
import type { Briefing, BriefingRoom, Place, RoomSite } from '../../model.ts'
import { isThere } from '../../room/roster.ts'
import { AbsenceReason } from '../absence-reason.tsx'
import { AttendanceBadge, LineBadge } from '../badges.tsx'
import classes from '../briefing.module.css'
import { useMayWrite } from '../may-write.ts'
import { PlaceName } from '../place-name.tsx'
import { keepBriefing } from '../queries.ts'
import { ReasonForm } from '../reason-form.tsx'
import { ResponsibleLine } from '../responsible.tsx'
import { useWords } from '../words.ts'
import look from './live.module.css'
import { floorNow, rollOf } from './room-state.ts'

interface Shown {
  readonly briefing: Briefing
  readonly room: BriefingRoom
}

export function RoomView({ briefing, room }: Shown) {
  const { t } = useWords()
  return (
    <>
      {!room.isMediaUp && (
        <Notice gravity="bad" role="alert" title={t('room.mediaDown')}>
          {t('room.mediaDownHow')}
        </Notice>
      )}
      {room.state === 'open' && room.chair === null && (
        <Notice gravity="bad" role="alert" title={t('room.noChair')}>
          {t('room.noChairHow')}
        </Notice>
      )}
      <Panel title={t('room.floor')}>
        <FloorLists room={room} />
        <WaitingQuestions briefing={briefing} />
      </Panel>
      <Missing briefing={briefing} room={room} />
      <Panel title={t('room.sites')}>
        <SitesTable briefing={briefing} room={room} />
      </Panel>
    </>
  )
}

/** One glance tells whether it is well. */
export function RoomFigures({ room }: { room: BriefingRoom }) {
  const { t, spoken } = useWords()
  const now = useNow(1_000)
  const { expected, there, missing } = rollOf(room)
  const { beganAt } = room
  return (
    <div className={look.figures}>
      <span className="loa-figure">
        <span className={look.big}>
          {there}/{expected}
        </span>{' '}
        {t('room.there')}
      </span>
      {missing.length > 0 ? (
        <StateBadge look="bad">{t('room.missingCount', { count: missing.length })}</StateBadge>
      ) : (
        <StateBadge look="good">{t('room.complete')}</StateBadge>
      )}
      <span className="loa-quiet loa-figure">
        {beganAt === null
          ? t('room.notBegun')
          : t('room.since', { time: duration((now - Date.parse(beganAt)) / 1000, spoken) })}
      </span>
      {room.isRecorded && room.state === 'open' && <StateBadge look="busy">{t('room.recorded')}</StateBadge>}
    </div>
  )
}

/** Whom to call: name and person stand together. */
function Missing({ briefing, room }: Shown) {
  const { t } = useWords()
  const mayWrite = useMayWrite()
  const { missing } = rollOf(room)
  const places = new Map(briefing.places.map(place => [place.site, place]))
  if (missing.length === 0) return null
  return (
    <Panel title={t('room.missing')}>
      <ul className={look.people}>
        {missing.map(site => (
          <MissingSite
            key={site.site}
            briefing={briefing.id}
            site={site}
            place={places.get(site.site) ?? null}
            mayWrite={mayWrite}
          />
        ))}
      </ul>
    </Panel>
  )
}

function MissingSite(props: { briefing: string; site: RoomSite; place: Place | null; mayWrite: boolean }) {
  const { t } = useWords()
  const { briefing, site, place, mayWrite } = props
  return (
    <li className={look.person}>
      <div className={look.who}>
        <span className={look.name}>{site.name}</span>
        {place !== null && <ResponsibleLine of={place.responsible} />}
        {place?.reason != null && <div className={classes.text}>{t('absence.said', { reason: place.reason })}</div>}
      </div>
      <Group gap="sm">
        <AttendanceBadge is={site.is} />
        {mayWrite && (
          <ButtonToDialogue label={t('absence.open')} of={site.name}>
            {close => <AbsenceReason briefing={briefing} of={site} onClose={close} />}
          </ButtonToDialogue>
        )}
      </Group>
    </li>
  )
}

function FloorLists({ room }: { room: BriefingRoom }) {
  const { t } = useWords()
  const { speaking, queued, asking } = floorNow(room)
  return (
    <Stack gap="sm">
      <div>
        <Title order={3}>{t('room.speaking')}</Title>
        {speaking.length === 0 ? (
          <p className="loa-quiet">{t('room.nobodySpeaks')}</p>
        ) : (
          <ul className={look.people}>
            {speaking.map(site => (
              <li key={site.site} className={look.person}>
                <span className={look.name}>
                  {site.name} {site.site === room.chair && <span className={classes.role}>{t('room.hasChair')}</span>}
                </span>
                {site.isHeard ? (
                  <StateBadge look="good">{t('room.heard')}</StateBadge>
                ) : (
                  <StateBadge look="idle">{t('room.notHeard')}</StateBadge>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
      <div>
        <Title order={3}>{t('room.queue')}</Title>
        {queued.length + asking.length === 0 ? (
          <p className="loa-quiet">{t('room.nobodyAsks')}</p>
        ) : (
          <ol className={look.people}>
            {queued.map(site => (
              <li key={site.site} className={look.person}>
                <span className={look.name}>{site.name}</span>
                <span className="loa-figure">{t('room.place', { n: site.queue ?? 0 })}</span>
              </li>
            ))}
            {asking.map(site => (
              <li key={site.site} className={look.person}>
                <span className={look.name}>{site.name}</span>
                <StateBadge look="waiting">{t('room.pending')}</StateBadge>
              </li>
            ))}
          </ol>
        )}
      </div>
    </Stack>
  )
}

/** In writing: those that wait for the chair's answer. */
function WaitingQuestions({ briefing: { questions, places } }: { briefing: Briefing }) {
  const { t, spoken } = useWords()
  const waiting = questions.filter(({ state }) => state === 'waiting')
  if (waiting.length === 0) return null
  return (
    <div>
      <Title order={3}>{t('room.questions')}</Title>
      <ol className={look.people}>
        {waiting.map(({ id, site, at, text }) => (
          <li key={id} className={look.person}>
            <div className={look.who}>
              <span className={look.name}>{places.find(place => place.site === site)?.name}</span>{' '}
              <span className="loa-figure loa-quiet">{shownTime(at, 'clock', spoken, TIME_ZONE)}</span>
              <div className={classes.text} lang="">
                {text}
              </div>
            </div>
          </li>
        ))}
      </ol>
    </div>
  )
}

function SitesTable({ briefing, room }: Shown) {
  const { t } = useWords()
  const mayWrite = useMayWrite()
  return (
    <Records<RoomSite>
      caption={t('room.sites')}
      rows={room.sites}
      rowKey={({ site }) => site}
      columns={[
        [t('place.site'), site => <PlaceName of={site} />, 'title'],
        [t('attendance.is'), ({ is }) => <AttendanceBadge is={is} />],
        [
          t('ready.line'),
          ({ line }) =>
            line === null ? <span className="loa-quiet">{t('room.noMedia')}</span> : <LineBadge line={line} />,
        ],
        mayWrite && [
          t('remove.open'),
          (site: RoomSite) =>
            isThere(site) && site.role !== 'chair' ? (
              <ButtonToDialogue label={t('remove.open')} of={site.name} title={t('remove.title')}>
                {close => <RemoveFromRoom briefing={briefing.id} of={site} onClose={close} />}
              </ButtonToDialogue>
            ) : null,
          'actions',
        ],
      ]}
    />
  )
}

/** Whoever is there for a site is put out, with a reason; its link counts no more. */
function RemoveFromRoom(props: { briefing: string; of: RoomSite; onClose: () => void }) {
  const { t } = useWords()
  const { briefing, of, onClose } = props
  return (
    <ReasonForm
      deed="remove"
      of={{ name: of.name }}
      what={t('remove.what', { name: of.name })}
      isSevere
      send={async (reason, once) => {
        const given = { params: { id: briefing, site: of.site }, body: { reason }, once }
        keepBriefing(await ask('POST /api/v1/briefings/{id}/places/{site}/remove', given))
      }}
      onClose={onClose}
    />
  )
}
