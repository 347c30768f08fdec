/**
 * What happens to whom: how each operator's centre behaves, and the mishap of each round. Pure tables.
 *
 * A *turn* is one operator's part in one round: one centre, one `loa round run`.
 *
 * In a turn with a broken connection or a killed sender the centre refuses nothing, throttles nothing and reaches every
 * phone. An answer that is lost there is then always one to an accepted segment, for which a receipt comes, so that
 * both counts can be compared to the last unit; the answer to a refused one leaves no trace that the sender could find.
 */
import type { DemoOperator } from './operators.ts'

export type Mishap = 'none' | 'dropped' | 'killed'

export interface Turn {
  readonly mishap: Mishap
  /** Flags of `loa smsc`. */
  readonly centre: Readonly<Record<string, string>>
  /** Flags of `loa round run`. */
  readonly sender: readonly string[]
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

const RECEIPT_DELAY = '300ms'
/** A turn of a sender that keeps a pace, or of a centre that has one, takes about so long where it is small. */
const PACED_SECONDS = 4
const BEARABLE_MIN = 200
const BEARABLE_MAX = 400_000

/** Time for the receipts of what nobody answered, before it goes out once more. The centre repeats after 1 s. */
const UNCERTAIN_WAIT = '2s'

/** Receipts that never come end a round after this. None is lost here. */
const RECEIPT_WAIT = '2m'

export function turnOf(operator: DemoOperator, round: number, segmentsEach: number): Turn {
  const segments = operator.subscribers * segmentsEach
  const mishap = MISHAPS[round]?.[operator.id] ?? 'none'
  const centre = { 'receipt-delay': RECEIPT_DELAY, seed: String(round) }
  const sender = ['--window', '2000', '--receipt-wait', RECEIPT_WAIT]
  if (mishap === 'none')
    return {
      mishap,
      centre: { ...centre, ...HABITS[operator.id]?.(segments) },
      sender: [...sender, '--receipts', 'last'],
    }
  const careful = [
    ...sender,
    ...['--receipts', 'all', '--uncertain', 'resend', '--uncertain-wait', UNCERTAIN_WAIT],
  ]
  if (mishap === 'dropped') {
    const half = String(Math.max(1, Math.floor(segments / 2)))
    return { mishap, centre: { ...centre, 'drop-after': half }, sender: careful }
  }
  return { mishap, centre, sender: [...careful, '--tps', String(bearable(segments))] }
}

/** Receipts that a turn asks of each subscriber. */
export function receiptsEach(turn: Turn, segmentsEach: number): number {
  return turn.sender.includes('all') ? segmentsEach : 1
}

/** Segments a second. */
function bearable(segments: number): number {
  return Math.min(BEARABLE_MAX, Math.max(BEARABLE_MIN, Math.round(segments / PACED_SECONDS)))
}
