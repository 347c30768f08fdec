/** The outcomes of a round as CSV, in audience order. The only place that writes numbers, and only when asked. */
import { statusName } from '../smpp/statuses.ts'
import { type Ledger, OTHER_STATUS, OUTCOME, RECEIPT_STATES, REFUSED, RESENT } from './ledger.ts'
import type { NumberOf } from './templates.ts'

export const OUTCOMES = [
  'unsent',
  'sending',
  'sending',
  'accepted',
  'delivered',
  'failed',
  'expired',
  'uncertain',
] as const

export const HEADER = 'number,outcome,segments_accepted,segments_delivered,status,resent\n'
/** Rows of one piece of text. */
const PIECE_ROWS = 4096

/** The places of an outcome's name in the ledger, or null for an unknown name. */
export function outcomePlaces(name: string): number[] | null {
  const places = OUTCOMES.flatMap((outcome, place) => (outcome === name ? [place] : []))
  return places.length === 0 ? null : places
}

/** Pieces of CSV, header first. `only` are places of `OUTCOMES`; null for all. */
export function* outcomesCsv(
  ledger: Ledger,
  options: { numberOf: NumberOf; callingCode: string; only: readonly number[] | null },
): Generator<string> {
  yield HEADER
  const wanted = OUTCOMES.map((_, place) => options.only === null || options.only.includes(place))
  let rows: string[] = []
  for (let rank = 0; rank < ledger.shape.subscribers; rank++) {
    const state = ledger.state[rank]
    const outcome = state & OUTCOME
    if (!wanted[outcome]) continue
    const number = options.callingCode + options.numberOf(rank)
    const resent = (state & RESENT) === 0 ? 0 : 1
    rows.push(
      `${number},${OUTCOMES[outcome]},${ledger.acceptedOf(rank)},${ledger.deliveredOf(rank)},${status(ledger, rank)},${resent}\n`,
    )
    if (rows.length < PIECE_ROWS) continue
    yield rows.join('')
    rows = []
  }
  if (rows.length > 0) yield rows.join('')
}

/** Why: the status of the refusal, else what the decisive receipt says; empty where there is neither. */
function status(ledger: Ledger, rank: number): string {
  const { shape, receipts } = ledger
  if ((ledger.state[rank] & REFUSED) !== 0) {
    const code = ledger.refusalCode(rank)
    return code === OTHER_STATUS ? 'other' : statusName(ledger.statusCodes[code])
  }
  let worst = 0
  for (let j = 0; j < shape.tracked; j++) {
    const receipt = receipts[rank * shape.ids + j]
    if (SEVERITY[receipt] > SEVERITY[worst]) worst = receipt
  }
  return RECEIPT_STATES[worst]
}

/** none, DELIVRD, EXPIRED, DELETED, UNDELIV, UNKNOWN, REJECTD. */
const SEVERITY = [0, 1, 3, 5, 6, 2, 4]
