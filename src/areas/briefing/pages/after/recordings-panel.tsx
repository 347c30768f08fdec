/** What was recorded: each file with how long it is, what is missing in it, and its digest; the browser keeps the file as it comes. */
import { Anchor } from '@mantine/core'
import { TIME_ZONE } from '../../../../country/vn/time-zone.ts'
import { duration, grouped } from '../../../../web/numbers.ts'
import { Panel } from '../../../../web/parts/page.tsx'
import { Records } from '../../../../web/parts/records.tsx'
import { StateBadge } from '../../../../web/parts/state-badge.tsx'
import { shownTime } from '../../../../web/times.ts'
import type { Briefing } from '../../model.ts'
import { useWords } from '../words.ts'

const MEGA = 1_000_000

export function RecordingsPanel({ briefing }: { briefing: Briefing }) {
  const { t, spoken } = useWords()
  const { id, recordings, isRecorded } = briefing
  const clock = (at: string) => shownTime(at, 'clock', spoken, TIME_ZONE)
  return (
    <Panel title={t('recordings.title')}>
      {recordings.length === 0 ? (
        <p>{t(isRecorded ? 'recordings.none' : 'recordings.notWanted')}</p>
      ) : (
        <Records
          caption={t('recordings.title')}
          rows={recordings}
          rowKey={({ number }) => String(number)}
          columns={[
            [
              t('recordings.number'),
              ({ number }) => <span className="loa-figure">{t('recordings.part', { n: number })}</span>,
              'title',
            ],
            [t('recordings.began'), ({ beganAt }) => <span className="loa-figure">{clock(beganAt)}</span>],
            [
              t('recordings.time'),
              ({ durationMs }) => <span className="loa-figure">{duration(durationMs / 1000, spoken)}</span>,
              'figure',
            ],
            [
              [t('recordings.size'), 'MB'],
              ({ octets }) => <span className="loa-figure">{grouped(octets / MEGA, spoken, 1)}</span>,
              'figure',
            ],
            [
              t('recordings.gaps'),
              ({ gaps }) =>
                gaps.length === 0 ? (
                  <StateBadge look="good">{t('recordings.whole')}</StateBadge>
                ) : (
                  <div>
                    <StateBadge look="warn">{t('recordings.gapCount', { count: gaps.length })}</StateBadge>
                    {gaps.map(({ from, until }) => (
                      <div key={from} className="loa-figure">
                        {clock(from)} – {clock(until)}
                      </div>
                    ))}
                  </div>
                ),
            ],
            ['SHA-256', ({ sha256 }) => <span className="loa-mono">{sha256}</span>],
            [
              t('recordings.get'),
              ({ number }) => (
                <Anchor
                  className="loa-target loa-figure"
                  underline="always"
                  href={`/api/v1/briefings/${id}/recordings/${number}`}
                  download
                  aria-label={t('recordings.getPart', { n: number })}
                >
                  {t('recordings.get')}
                </Anchor>
              ),
              'actions',
            ],
          ]}
        />
      )}
    </Panel>
  )
}
