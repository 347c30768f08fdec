/** Who spoke, when and for how long, in order. */

import { TIME_ZONE } from '../../../../country/vn/time-zone.ts'
import { duration } from '../../../../web/numbers.ts'
import { Panel } from '../../../../web/parts/page.tsx'
import { Records } from '../../../../web/parts/records.tsx'
import { shownTime } from '../../../../web/times.ts'
import type { Briefing } from '../../model.ts'
import { useWords } from '../words.ts'

export function TurnsPanel({ briefing }: { briefing: Briefing }) {
  const { t, spoken } = useWords()
  const { turns, places } = briefing
  const names = new Map(places.map(({ site, name }) => [site, name]))
  const clock = (at: string) => shownTime(at, 'clock', spoken, TIME_ZONE)
  const seconds = ({ from, until }: Briefing['turns'][number]) =>
    until === null ? null : (Date.parse(until) - Date.parse(from)) / 1000
  return (
    <Panel title={t('turns.title')}>
      {turns.length === 0 ? (
        <p>{t('turns.none')}</p>
      ) : (
        <Records
          caption={t('turns.title')}
          rows={turns}
          rowKey={({ site, from }) => `${site} ${from}`}
          columns={[
            [t('place.site'), ({ site }) => names.get(site) ?? '–', 'title'],
            [t('turns.from'), ({ from }) => <span className="loa-figure">{clock(from)}</span>],
            [
              t('turns.until'),
              ({ until }) => <span className="loa-figure">{until === null ? '–' : clock(until)}</span>,
            ],
            [
              t('turns.time'),
              turn => {
                const spoke = seconds(turn)
                return <span className="loa-figure">{spoke === null ? '–' : duration(spoke, spoken)}</span>
              },
              'figure',
            ],
            [t('turns.ended'), ({ ended }) => t(`turns.ended.${ended ?? 'goes-on'}`)],
          ]}
        />
      )}
    </Panel>
  )
}
