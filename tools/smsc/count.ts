/** The centre's independent count: what `./loa smsc` prints at its end. README.md says what each figure counts. */
import type { PayloadSummary } from './payloads.ts'

export interface Count {
  readonly submits: number
  readonly accepted: number
  readonly refused: number
  readonly throttled: number
  /** Decided, but the answer could not be written: the connection was gone. */
  readonly unanswered: number
  readonly octets: number
  /** When the last of the submits was read, by this machine's clock; null: none has come. */
  readonly lastSubmitAt: string | null
  readonly subscribers: number
  readonly reached: number
  readonly complete: number
  readonly segments: number
  readonly duplicates: number
  readonly untracked: number
  readonly differingPayloads: number
  readonly uncomparedPayloads: number
  readonly receipts: {
    readonly owed: number
    readonly sent: number
    readonly answered: number
    readonly delivered: number
    readonly undeliverable: number
    /** Distinct destinations that `undeliverable` ones were about. */
    readonly unreachable: number
    readonly again: number
    readonly refused: number
    readonly waiting: number
  }
  readonly statuses: Readonly<Record<string, number>>
  readonly binds: number
  readonly bindsRefused: number
  readonly enquireLinks: number
  readonly unbinds: number
  readonly drops: number
  readonly protocolErrors: number
  readonly strayResponses: number
  readonly payloads: readonly PayloadSummary[]
}

/** More are not told apart. */
const UNREACHABLE_MAX = 16_000_000

/** What happened so far, added up as it happens. */
export class Tally {
  submits = 0
  accepted = 0
  refused = 0
  throttled = 0
  unanswered = 0
  octets = 0
  /** Milliseconds since 1970. */
  lastSubmitMs: number | null = null
  binds = 0
  bindsRefused = 0
  enquireLinks = 0
  unbinds = 0
  drops = 0
  protocolErrors = 0
  /** deliver_sm_resp for nothing on the wire. */
  strayResponses = 0
  owed = 0
  sent = 0
  answered = 0
  delivered = 0
  undeliverable = 0
  readonly #unreachable = new Set<number>()
  again = 0
  receiptsRefused = 0
  readonly statuses = new Map<number, number>()

  /** By the last nine digits: the centre serves one country. */
  undelivered(number: number): void {
    this.undeliverable += 1
    if (this.#unreachable.size < UNREACHABLE_MAX) this.#unreachable.add(number)
  }

  get unreachable(): number {
    return this.#unreachable.size
  }

  status(code: number): void {
    this.statuses.set(code, (this.statuses.get(code) ?? 0) + 1)
  }
}
