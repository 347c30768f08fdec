/**
 * What happens to whom: how each operator's centre behaves, and the mishap of each round. Pure tables.
 *
 * A *turn* is one operator's part in one round: one centre, one directive.
 *
 * In a turn with a broken connection or a killed node the centre refuses nothing, throttles nothing and reaches every
 * phone. An answer that is lost there is then always one to an accepted segment, for which a receipt comes, so that
 * both counts can be compared to the last unit; the answer to a refused one leaves no trace that the sender could find.
 */
import type { DemoOperator } from './operators.ts'

export type Mishap = 'none' | 'dropped' | 'killed'

export interface Turn {
  readonly mishap: Mishap
  /** Flags of `loa smsc`. */
  readonly centre: Readonly<Record<string, string>>
}

/** How the centre of an operator behaves in a turn without mishap. */
const HABITS: Readonly<Record<string, (segments: number) => Turn['centre']>> = {
  viettel: () => ({ refuse: '0.3%', undeliverable: '2%' }),
  vinaphone: () => ({ throttle: '1%', undeliverable: '1.5%' }),
  mobifone: segments => ({ tps: String(bearable(segments)), undeliverable: '2%' }),
  vietnamobile: () => ({ refuse: '1%', undeliverable: '3%' }),
  gmobile: () => ({ refuse: '2%', latency: '20ms', undeliverable: '2%' }),
  itel: () => ({ undeliverable: '2.5%' }),
  reddi: () => ({ refuse: '0.5%', undeliverable: '4%', latency: '50ms' }),
}

/** By round, from 1. */
const MISHAPS: Readonly<Record<number, Readonly<Record<string, Mishap>>>> = {
  2: { vietnamobile: 'dropped' },
  3: { vinaphone: 'killed' },
}

/** The last round in which something breaks. */
export const LAST_MISHAP = Math.max(...Object.keys(MISHAPS).map(Number))

const RECEIPT_DELAY = '300ms'
/** What each node declares as its centre's capacity makes a round take about so long, if the machine can. */
const PACED_SECONDS = 4
const BEARABLE_MIN = 200
/** More than one operator gets out of a machine that all of them share. */
const BEARABLE_MAX = 2_000_000

export function turnOf(operator: DemoOperator, round: number, segmentsEach: number): Turn {
  const segments = operator.subscribers * segmentsEach
  const mishap = MISHAPS[round]?.[operator.id] ?? 'none'
  const centre = { 'receipt-delay': RECEIPT_DELAY, seed: String(round) }
  if (mishap === 'none') return { mishap, centre: { ...centre, ...HABITS[operator.id]?.(segments) } }
  if (mishap === 'killed') return { mishap, centre }
  const half = String(Math.max(1, Math.floor(segments / 2)))
  return { mishap, centre: { ...centre, 'drop-after': half } }
}

/** What a node may send, in segments a second. MobiFone's believes its centre bears more than it does. */
export function paceOf(operator: DemoOperator, segmentsEach: number): number {
  const pace = bearable(operator.subscribers * segmentsEach)
  return operator.id === 'mobifone' ? 2 * pace : pace
}

function bearable(segments: number): number {
  return Math.min(BEARABLE_MAX, Math.max(BEARABLE_MIN, Math.round(segments / PACED_SECONDS)))
}
