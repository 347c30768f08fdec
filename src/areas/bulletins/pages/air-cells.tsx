/**
 * On how many of an operator's cells a broadcast is on the air, and why it is not on the others: on the air, failed and unknown, each for
 * itself; what systems that hand it on have accepted beside it.
 */
import { CAUSES } from '../../../cbs/elements.ts'
import { SYSTEM_KINDS, type SystemKind, type SystemTally } from '../../../directive/broadcast.ts'
import type { Answer } from '../../../web/api.ts'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { useWords } from './words.ts'

type Broadcast = Answer<'GET /api/v1/bulletins/{id}/broadcasts'>[number]
type Count = Broadcast['counts'][number]

/** As a clerk names them. TS 48.049 section 8.2.13. */
const SAID: Readonly<Record<number, 'noCell' | 'noBroadcasts' | 'down' | 'full'>> = {
  [CAUSES.parameterNotRecognised]: 'noCell',
  [CAUSES.cellIdentityNotValid]: 'noCell',
  [CAUSES.laiOrLacNotValid]: 'noCell',
  [CAUSES.cellBroadcastNotSupported]: 'noBroadcasts',
  [CAUSES.extendedChannelNotSupported]: 'noBroadcasts',
  [CAUSES.cellBroadcastNotOperational]: 'down',
  [CAUSES.bscCapacityExceeded]: 'full',
  [CAUSES.cellMemoryExceeded]: 'full',
  [CAUSES.bscMemoryExceeded]: 'full',
}

/** `isAway`: nobody hears from its node. */
export function AirCells(props: { broadcast: Pick<Broadcast, 'counts' | 'cells' | 'state'>; isAway: boolean }) {
  const { t } = useWords()
  const { counts, cells, state } = props.broadcast
  if (counts.length === 0) return cells === null ? '–' : t('air.notTold', { count: cells })
  const newest = counts.length - 1
  return counts.map((count, at) =>
    state === 'withdrawn' || at < newest ? (
      <Was key={count.says} count={count} />
    ) : (
      <Cells key={count.says} count={count} taken={cells} isAway={props.isAway} />
    ),
  )
}

/** Of what was taken off or replaced, as it was just before. */
function Was({ count: { says, cells, leaving } }: { count: Count }) {
  const { t } = useWords()
  const { onAir, known } = cells
  return (
    <div>
      {t(`air.says.${says}`)}: {t('air.wasOnAir', { onAir, known })}
      <Leaving count={leaving} />
    </div>
  )
}

/** Null: nobody can say; a system that has accepted a broadcast need not tell of cells. */
function whyUnknown({ systems }: Count, isAway: boolean): 'away' | 'waiting' | null {
  if (isAway) return 'away'
  return systems === undefined ? 'waiting' : null
}

function Cells(props: { count: Count; taken: number | null; isAway: boolean }) {
  const { t } = useWords()
  const { count, taken, isAway } = props
  const { says, cells, causes = [], leaving, systems = {} } = count
  const why = whyUnknown(count, isAway)
  return (
    <div>
      <div>
        {t(`air.says.${says}`)}:{' '}
        {cells.known === 0 ? t('air.noCells') : t('air.onAir', { onAir: cells.onAir, known: cells.known })}
      </div>
      {grouped(causes).map(([cause, failed]) => (
        <div key={cause} className="loa-quiet">
          {t('air.failed', { count: failed })}: {t(`air.cause.${cause}`)}
        </div>
      ))}
      {causes.length === 0 && cells.failed > 0 && (
        <div className="loa-quiet">{t('air.failed', { count: cells.failed })}</div>
      )}
      {cells.unknown > 0 && (
        <div className="loa-quiet">
          {t('air.unknown', { count: cells.unknown })}
          {why !== null && `: ${t(`air.unknownWhy.${why}`)}`}
        </div>
      )}
      {taken !== null && taken !== cells.known && (
        <div className="loa-quiet">{t('air.changed', { before: taken, now: cells.known })}</div>
      )}
      {SYSTEM_KINDS.map(kind => {
        const tally = systems[kind]
        return tally && <Systems key={kind} kind={kind} tally={tally} />
      })}
      <Leaving count={leaving} />
    </div>
  )
}

function Leaving({ count }: { count: number }) {
  const { t } = useWords()
  if (count === 0) return null
  return (
    <div>
      <StateBadge look="warn">{t('air.leaving', { count })}</StateBadge>
    </div>
  )
}

function Systems({ kind, tally }: { kind: SystemKind; tally: SystemTally }) {
  const { t } = useWords()
  return (
    <div>
      {t(`air.system.${kind}`)}: {t('air.accepted', tally)}
      <span className="loa-quiet">
        {tally.refused > 0 && ` · ${t('air.systemsRefused', { count: tally.refused })}`}
        {tally.unknown > 0 && ` · ${t('air.systemsUnknown', { count: tally.unknown })}`}
      </span>
    </div>
  )
}

type Why = (typeof SAID)[number] | 'other'

function grouped(causes: NonNullable<Count['causes']>): readonly (readonly [Why, number])[] {
  const sums = new Map<Why, number>()
  for (const { cause, cells } of causes) {
    const why = SAID[cause] ?? 'other'
    sums.set(why, (sums.get(why) ?? 0) + cells)
  }
  return [...sums]
}
