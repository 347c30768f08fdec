/**
 * The roll of a briefing that was held: a line a site with bars of presence over time and the turns on it, and beside it the
 * table of the same.
 */
import { Group, Stack } from '@mantine/core'
import { TIME_ZONE } from '../../../../country/vn/time-zone.ts'
import { duration } from '../../../../web/numbers.ts'
import { ButtonToDialogue } from '../../../../web/parts/dialogue.tsx'
import { Panel } from '../../../../web/parts/page.tsx'
import { Records } from '../../../../web/parts/records.tsx'
import { StateBadge } from '../../../../web/parts/state-badge.tsx'
import { useNow } from '../../../../web/stream.ts'
import { shownTime } from '../../../../web/times.ts'
import type { Briefing, Place } from '../../model.ts'
import { AbsenceReason } from '../absence-reason.tsx'
import { AttendanceBadge } from '../badges.tsx'
import classes from '../briefing.module.css'
import { EXPECTED } from '../limits.ts'
import { useMayWrite } from '../may-write.ts'
import { PlaceName } from '../place-name.tsx'
import { useWords } from '../words.ts'
import { attendanceDrawn, spanOf } from './attendance-data.ts'
import { AttendancePicture } from './attendance-picture.tsx'

export function AttendancePanel({ briefing }: { briefing: Briefing }) {
  const { t, spoken } = useWords()
  const drawn = attendanceDrawn(briefing, useNow(60_000))
  const clock = (at: string) => shownTime(at, 'clock', spoken, TIME_ZONE).slice(0, 'HH:MM'.length)
  const mayExplain = useMayWrite() && briefing.closedAt === null
  const expected = briefing.places.filter(({ role }) => EXPECTED.includes(role))
  const came = expected.filter(({ intervals }) => intervals.length > 0).length
  return (
    <Panel title={t('attendance.title')}>
      <Group gap="md">
        <span style={{ fontWeight: 600 }}>{t('attendance.came', { came, expected: expected.length })}</span>
        {(['late', 'left-early', 'dropped', 'absent-with-reason', 'absent'] as const).map(is => {
          const count = expected.filter(place => place.is === is).length
          return (
            count > 0 && (
              <StateBadge key={is} look={is === 'absent' ? 'bad' : is === 'absent-with-reason' ? 'off' : 'warn'}>
                {t(`attendance.counts.${is}`, { count })}
              </StateBadge>
            )
          )
        })}
      </Group>
      {drawn !== null && <AttendancePicture drawn={drawn} clock={clock} />}
      <Records<Place>
        caption={t('attendance.table')}
        rows={briefing.places}
        rowKey={({ site }) => site}
        columns={[
          [t('place.site'), place => <PlaceName of={place} />, 'title'],
          [
            t('attendance.is'),
            ({ is, reason }) => (
              <Stack gap={4} align="flex-start">
                <AttendanceBadge is={is} />
                {reason !== null && <span className={classes.text}>{reason}</span>}
              </Stack>
            ),
          ],
          [t('attendance.from'), place => <span className="loa-figure">{clockOr(spanOf(place)?.from, clock)}</span>],
          [t('attendance.until'), place => <span className="loa-figure">{clockOr(spanOf(place)?.until, clock)}</span>],
          [
            t('attendance.there'),
            ({ presentMs }) => (
              <span className="loa-figure">{presentMs === 0 ? '–' : duration(presentMs / 1000, spoken)}</span>
            ),
            'figure',
          ],
          [
            t('attendance.drops'),
            ({ drops }) => (
              <span className="loa-figure">{drops === 0 ? '–' : t('attendance.dropsCount', { count: drops })}</span>
            ),
            'figure',
          ],
          [
            t('attendance.spoke'),
            ({ spokeMs }) => (
              <span className="loa-figure">{spokeMs === 0 ? '–' : duration(spokeMs / 1000, spoken)}</span>
            ),
            'figure',
          ],
          mayExplain && [
            t('attendance.do'),
            (place: Place) =>
              ABSENT.has(place.is) ? (
                <ButtonToDialogue label={t('absence.open')} of={place.name}>
                  {close => <AbsenceReason briefing={briefing.id} of={place} onClose={close} />}
                </ButtonToDialogue>
              ) : null,
            'actions',
          ],
        ]}
      />
    </Panel>
  )
}

/** Of whom it can be said why. */
const ABSENT = new Set<Place['is']>(['absent', 'absent-with-reason', 'left-early', 'dropped'])

function clockOr(at: string | undefined, clock: (at: string) => string): string {
  return at === undefined ? '–' : clock(at)
}
