/**
 * The newest directives that were issued to an operator, each by the name of its round, with what came back and the way to its lanes over
 * time. Which an engineer may see the server says: those of their own operator.
 */
import { useQuery } from '@tanstack/react-query'
import { Figure, Subscribers } from '../../../../web/parts/figure.tsx'
import { TextLink } from '../../../../web/parts/page.tsx'
import { Records } from '../../../../web/parts/records.tsx'
import { Asked } from '../../../../web/parts/states.tsx'
import { Time } from '../../../../web/parts/time.tsx'
import type { DirectedRound, DirectiveSummary } from '../../model.ts'
import { DirectiveStateBadge } from '../directive-badge.tsx'
import { ExerciseBadge } from '../exercise.tsx'
import { useFlagWords } from '../flag-words.ts'
import { directivesOfQuery } from '../round-queries.ts'
import { useWords as useRoundWords } from '../words.ts'
import { useWords } from './words.ts'

export function LastDirectives({ operator }: { readonly operator: string }) {
  const { t } = useWords()
  const query = useQuery(directivesOfQuery(operator))
  return (
    <Asked query={query}>
      {all => (all.length === 0 ? <p>{t('operator.noRounds')}</p> : <Table rows={all} operator={operator} />)}
    </Asked>
  )
}

function Table(props: { readonly rows: readonly DirectedRound[]; readonly operator: string }) {
  const { t, terms } = useWords()
  const words = useRoundWords()
  const why = useFlagWords()
  return (
    <Records
      caption={t('operator.lastRounds')}
      rows={props.rows}
      rowKey={({ directive }) => directive.id}
      columns={[
        [
          words.t('list.round'),
          ({ round, directive }) => (
            <>
              <TextLink to={`/rounds/${round.id}/live`} isStrong>
                {words.t('round.number', { n: round.number })}: {round.title}
              </TextLink>{' '}
              <ExerciseBadge purpose={directive.purpose} />
              <div className="loa-quiet">{round.campaignTitle}</div>
            </>
          ),
          'title',
        ],
        [
          words.t('list.state'),
          ({ directive: { state, refusal } }) => (
            <div>
              <DirectiveStateBadge state={state} />
              {refusal !== null && <div>{why(`refusal.${refusal}`)}</div>}
            </div>
          ),
        ],
        [t('lanes.issued'), ({ directive }) => <Time at={directive.issuedAt} shown="minute" />],
        [t('lanes.subscribers'), ({ directive }) => <Subscribers of={directive.subscribers} />, 'figure'],
        [
          [t('operator.accepted'), terms('unit.segments')],
          ({ directive: { tally } }) => (
            <Figure value={tally?.segments.accepted ?? null} unit={terms('unit.segments')} isUnitHidden />
          ),
          'figure',
        ],
        [t('lanes.return'), ({ directive }) => <ReturnOf directive={directive} />],
        [
          t('operator.overTime'),
          ({ directive, hasLanes }) =>
            hasLanes ? (
              <TextLink to={`/operators/${props.operator}/directives/${directive.id}`}>
                {t('operator.lanesOverTime')}
              </TextLink>
            ) : (
              <span className="loa-quiet">{t('operator.noLanes')}</span>
            ),
        ],
      ]}
    />
  )
}

/** When it was returned, and what of it did not add up. */
export function ReturnOf({ directive }: { readonly directive: DirectiveSummary }) {
  const { t } = useWords()
  const why = useFlagWords()
  const { returnedAt, flags } = directive
  return (
    <div>
      {returnedAt === null ? t('operator.notReturned') : <Time at={returnedAt} shown="minute" />}
      {returnedAt !== null && flags.length === 0 && <div className="loa-quiet">{t('operator.addsUp')}</div>}
      {flags.map(({ code, expected, found }) => (
        <div key={code}>
          <strong>▲ {why(`flag.${code}`)}</strong>: {t('operator.flagOf', { expected, found })}
        </div>
      ))}
    </div>
  )
}
