/** What is measured, and how it compares. Pure. */

/** How one sender went. Rates are of segments that the centre accepted and, where asked for, whose receipts came. */
export interface Measure {
  /** `round`: loa round run. `api`: a promise for each segment. `peer`: somebody else's program. `raw`: octets alone. */
  readonly kind: 'round' | 'paced' | 'api' | 'peer' | 'raw'
  readonly name: string
  readonly subscribers: number
  readonly segmentsEach: number
  /** For which segments a receipt was asked. */
  readonly receipts: 'last' | 'all' | 'none'
  /** submit_sm in flight, at most; null where the sender does not let one choose. */
  readonly window: number | null
  readonly seconds: number
  readonly segmentsPerSecond: number
  /** Processor time of the sender for each segment, and of one core's time while it went. */
  readonly senderMicros: number
  readonly senderShare: number
  /** Processor time of the centre for each segment; null where there is none. */
  readonly centreMicros: number | null
  /** Peak resident set of the sender; null where it is not known. */
  readonly peakBytes: number | null
  /** Of a submit_sm, as the centre counted them; null where nobody did. */
  readonly octetsEach: number | null
  /** Of the ledger's files, and of those the columns alone; null without a ledger. */
  readonly ledgerBytesEach: number | null
  readonly columnBytesEach: number | null
}

/** A row that could not be measured, and why. */
export interface Missing {
  readonly name: string
  readonly missing: string
}

/** To what the others are compared: npm's `smpp`, by the name of its row. */
export const COMPARED_TO = 'npm smpp'

export interface Ratio {
  readonly name: string
  /** How many times as many segments a second. */
  readonly rate: number
  /** How many times less processor time for a segment. */
  readonly cpu: number
}

/** Empty when npm's `smpp` was not measured. */
export function ratiosOf(measures: readonly Measure[]): Ratio[] {
  const base = measures.find(measure => measure.name === COMPARED_TO)
  if (base === undefined) return []
  return measures
    .filter(measure => measure.kind !== 'paced')
    .map(({ name, segmentsPerSecond, senderMicros }) => ({
      name,
      rate: segmentsPerSecond / base.segmentsPerSecond,
      cpu: base.senderMicros / senderMicros,
    }))
}

/** A round beside a raw TCP connection that carries the same octets and nothing else. */
export interface RawRatio {
  readonly name: string
  /** The round's segments a second, of what raw TCP would have. */
  readonly rate: number
  /** How many times raw TCP's processor time for the same octets. */
  readonly cpu: number
}

/** Of the rounds of which the octets were sent raw, too. */
export function rawRatiosOf(measures: readonly Measure[]): RawRatio[] {
  const rounds = measures.filter(measure => measure.kind === 'round')
  return rounds.flatMap(({ name, octetsEach, segmentsPerSecond, senderMicros }) => {
    const raw = measures.find(each => each.kind === 'raw' && each.octetsEach === octetsEach)
    if (raw === undefined) return []
    const rate = segmentsPerSecond / raw.segmentsPerSecond
    return [{ name, rate, cpu: senderMicros / raw.senderMicros }]
  })
}

/** The faster of two runs of the same. */
export function better(a: Measure, b: Measure): Measure {
  return b.segmentsPerSecond > a.segmentsPerSecond ? b : a
}

export function measureOf(
  of: Pick<Measure, 'kind' | 'name' | 'subscribers' | 'segmentsEach' | 'receipts' | 'window'> &
    Partial<Pick<Measure, 'peakBytes' | 'octetsEach' | 'ledgerBytesEach' | 'columnBytesEach'>>,
  took: { seconds: number; senderCpuSeconds: number; centreCpuSeconds: number | null },
): Measure {
  const segments = of.subscribers * of.segmentsEach
  const micros = (seconds: number) => (seconds * 1e6) / segments
  return {
    peakBytes: null,
    octetsEach: null,
    ledgerBytesEach: null,
    columnBytesEach: null,
    ...of,
    seconds: took.seconds,
    segmentsPerSecond: segments / took.seconds,
    senderMicros: micros(took.senderCpuSeconds),
    senderShare: took.senderCpuSeconds / took.seconds,
    centreMicros: took.centreCpuSeconds === null ? null : micros(took.centreCpuSeconds),
  }
}
