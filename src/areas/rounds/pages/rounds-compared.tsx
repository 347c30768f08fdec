/** Rounds of a campaign beside each other: what share of the whole reached the phone as bars, each outcome in figures. Those that were sent, the last ten. */
import { useQueries } from '@tanstack/react-query'
import { grouped, percent } from '../../../web/numbers.ts'
import { FigureTable } from '../../../web/parts/figure-table.tsx'
import { Panel, TextLink } from '../../../web/parts/page.tsx'
import { Time } from '../../../web/parts/time.tsx'
import type { RoundSummary } from '../model.ts'
import { useWords } from './message-words.ts'
import { liveQuery } from './round-queries.ts'

/** Each is asked for by itself. */
const COMPARED_MAX = 10
const SENT: readonly RoundSummary['state'][] = ['running', 'paused', 'finished', 'stopped']

/** Nothing where there are not two to compare. */
export function RoundsCompared({ rounds }: { readonly rounds: readonly RoundSummary[] }) {
  const { t, terms, spoken } = useWords()
  const sent = rounds
    .filter(({ state, purpose }) => SENT.includes(state) && purpose === 'live')
    .slice(0, COMPARED_MAX)
    .toSorted((a, b) => a.number - b.number)
  const told = useQueries({ queries: sent.length < 2 ? [] : sent.map(({ id }) => liveQuery(id)) })
  const rows = told.flatMap(({ data }, at) => {
    const round = sent[at]
    if (round === undefined || data === undefined || data.sum.turns.audience === 0) return []
    const { turns, segments } = data.sum
    const began = data.directives.map(({ issuedAt }) => issuedAt).toSorted()[0] ?? null
    return [
      {
        key: round.id,
        name: (
          <>
            <TextLink to={`/rounds/${round.id}/live`}>
              {t('round.number', { n: round.number })}: {round.title}
            </TextLink>
            <div className="loa-quiet">
              {terms(`round.${round.state}`)} · <Time at={began} shown="minute" />
            </div>
          </>
        ),
        figures: [
          percent(turns.delivered, turns.audience, spoken),
          ...[
            ...[turns.delivered, turns.accepted, turns.failed + turns.expired, turns.uncertain],
            ...[turns.unsent + turns.sending, segments.submitted],
          ].map(value => grouped(value, spoken)),
        ],
        bar: turns.delivered / turns.audience,
      },
    ]
  })
  if (rows.length < 2) return null
  return (
    <Panel title={t('compared.title')}>
      <FigureTable
        caption={t('compared.figures')}
        head={[
          t('compared.round'),
          t('compared.share'),
          `${t('compared.delivered')}, ${terms('unit.subscribers')}`,
          t('compared.accepted'),
          t('compared.undelivered'),
          t('compared.uncertain'),
          t('compared.unsent'),
          t('compared.submitted'),
        ]}
        rows={rows}
        bars={{ of: 1, look: 'good' }}
      />
    </Panel>
  )
}
