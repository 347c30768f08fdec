/**
 * The last rounds of an engineer's own operator, each by its name, with the way to its lanes, rates and throttling. Which are theirs the
 * server says: an engineer is told of no others.
 */
import { useInfiniteQuery } from '@tanstack/react-query'
import { TextLink } from '../../../../web/parts/page.tsx'
import { Records } from '../../../../web/parts/records.tsx'
import { Asked } from '../../../../web/parts/states.tsx'
import { Time } from '../../../../web/parts/time.tsx'
import type { RoundSummary } from '../../model.ts'
import { ExerciseBadge } from '../exercise.tsx'
import { roundsQuery } from '../round-queries.ts'
import { RoundStateBadge } from '../state-badges.tsx'
import { useWords as useRoundWords } from '../words.ts'
import { useWords } from './words.ts'

const SHOWN_MAX = 10
/** Something was sent, or is being sent: there is a page of it. */
const SENT: ReadonlySet<RoundSummary['state']> = new Set([
  'running',
  'paused',
  'stopped',
  'finished',
])

export function LastRounds() {
  const { t } = useWords()
  const words = useRoundWords()
  const query = useInfiniteQuery(roundsQuery({}))
  return (
    <Asked query={{ ...query, data: query.data?.pages[0]?.items.slice(0, SHOWN_MAX) }}>
      {rounds =>
        rounds.length === 0 ? (
          <p>{t('operator.noRounds')}</p>
        ) : (
          <Records
            caption={t('operator.lastRounds')}
            rows={rounds}
            columns={[
              [
                words.t('list.round'),
                round => (
                  <>
                    <TextLink to={`/rounds/${round.id}`} isStrong>
                      {words.t('round.number', { n: round.number })}: {round.title}
                    </TextLink>{' '}
                    <ExerciseBadge purpose={round.purpose} />
                    <div className="loa-quiet">{round.campaignTitle}</div>
                  </>
                ),
                'title',
              ],
              [words.t('list.state'), ({ state }) => <RoundStateBadge state={state} />],
              [words.t('list.updated'), ({ updatedAt }) => <Time at={updatedAt} shown="full" />],
              [
                t('operator.overTime'),
                ({ id, state }) =>
                  SENT.has(state) ? (
                    <TextLink to={`/rounds/${id}/live`}>{t('operator.lanesOverTime')}</TextLink>
                  ) : (
                    '–'
                  ),
              ],
            ]}
          />
        )
      }
    </Asked>
  )
}
