/**
 * One pre-encoded submit_sm per segment. Writing one is a copy, then sequence_number and destination patched in.
 *
 *   0        12         16
 *   +--------+----------+---------------- - - ----+---------------------+------ - -
 *   | header | sequence | service_type, source, … | destination digits  | esm_class …
 *   +--------+----------+---------------- - - ----+---------------------+------ - -
 *             patched                               patched at `digitsAt`
 *
 * Numbers of another length (some countries have several) get templates of their own, made when first met.
 * The octets of every subscriber's message are those of the approved split; nothing else is patched.
 */
import type { Audience } from '../audience/audience.ts'
import { encodePdu } from '../smpp/codec.ts'
import type { Segment } from '../text/octets.ts'

const SEQUENCE_AT = 12
const ESM_CLASS_UDHI = 0x40
/** SMPP 3.4, 5.2.17: a receipt for success or failure. */
const REGISTERED_DELIVERY_FINAL = 1

export interface Source {
  readonly addr: string
  readonly ton: number
  readonly npi: number
}

export interface TemplateOptions {
  readonly segments: readonly Segment[]
  readonly source: Source
  readonly trackedFrom: number
  /** SMPP 3.4, 7.1.1; empty for the centre's default. */
  readonly validityPeriod: string
  readonly callingCode: string
}

interface Templates {
  readonly pdus: readonly Uint8Array[]
  readonly digitsAt: number
}

/** PDUs that are laid out by one copy, at most: as many as are sure to be in the nearest cache. */
const RUN_MAX = 64
/** Numbers of so many digits are laid out in runs; others one by one. */
const RUN_DIGITS = 9

export class SubmitTemplates {
  readonly #options: TemplateOptions
  readonly #byLength = new Map<number, Templates>()
  /** The length of the last number, and its templates: nearly always those of the next one. */
  #length = 0
  #templates: Templates = { pdus: [], digitsAt: 0 }
  /** Octets of the longest PDU. */
  readonly sizeMax: number
  /** PDUs of numbers of RUN_DIGITS, message after message, RUN_MAX of them from any segment on; and where each begins. */
  readonly #run: Uint8Array
  readonly #runAt: Int32Array
  readonly #runDigitsAt: number

  constructor(options: TemplateOptions) {
    this.#options = options
    const longest = this.#templatesFor(15)
    this.sizeMax = Math.max(...longest.pdus.map(pdu => pdu.length))
    const { pdus, digitsAt } = this.#templatesFor(RUN_DIGITS)
    const run = Array.from({ length: pdus.length + RUN_MAX }, (_, i) => pdus[i % pdus.length])
    this.#run = Buffer.concat(run)
    this.#runAt = Int32Array.from({ length: run.length + 1 }, () => 0)
    for (let i = 0; i < run.length; i++) this.#runAt[i + 1] = this.#runAt[i] + run[i].length
    this.#runDigitsAt = digitsAt
  }

  /** Whether PDUs of this number may be in a run. */
  isOfRun(number: number): boolean {
    return number < 1e9 && number >= 1e8
  }

  /**
   * Lays out PDUs from `segment` on, the segments after the last one being the next subscriber's, in one copy; gives how
   * many. Each is still to be addressed.
   */
  lay(out: Uint8Array, at: number, segment: number, count: number): number {
    const laid = Math.min(count, RUN_MAX)
    out.set(this.#run.subarray(this.#runAt[segment], this.#runAt[segment + laid]), at)
    return laid
  }

  /** Addresses a PDU of a run; gives the octet behind it. */
  address(out: DataView, at: number, segment: number, sequence: number, number: number): number {
    out.setInt32(at + SEQUENCE_AT, sequence)
    const digitsAt = at + this.#runDigitsAt
    const high = (number / 1e6) | 0
    const rest = (number - high * 1e6) | 0
    const middle = (rest / 1000) | 0
    const low = rest - middle * 1000
    const middleDigits = PACKED[middle]
    const lowDigits = PACKED[low]
    out.setInt32(digitsAt, (PACKED[high] << 8) | (middleDigits >>> 16))
    out.setInt32(digitsAt + 4, (middleDigits << 16) | (lowDigits >>> 8))
    out.setUint8(digitsAt + 8, lowDigits)
    return at + this.#runAt[segment + 1] - this.#runAt[segment]
  }

  /** Writes a submit_sm at `at` and gives the octet behind it. `out` must have `sizeMax` octets left. */
  write(out: Uint8Array, at: number, segment: number, sequence: number, number: number): number {
    const length = digitsOf(number)
    if (length !== this.#length) {
      this.#templates = this.#templatesFor(length)
      this.#length = length
    }
    const pdu = this.#templates.pdus[segment]
    out.set(pdu, at)
    out[at + SEQUENCE_AT] = sequence >>> 24
    out[at + SEQUENCE_AT + 1] = sequence >>> 16
    out[at + SEQUENCE_AT + 2] = sequence >>> 8
    out[at + SEQUENCE_AT + 3] = sequence
    writeDigits(out, at + this.#templates.digitsAt, number, length)
    return at + pdu.length
  }

  #templatesFor(length: number): Templates {
    const known = this.#byLength.get(length)
    if (known !== undefined) return known
    const { segments, source, trackedFrom, validityPeriod, callingCode } = this.#options
    const pdus = segments.map((segment, i) =>
      encodePdu({
        command: 'submit_sm',
        sequence_number: 1,
        service_type: '',
        source_addr_ton: source.ton,
        source_addr_npi: source.npi,
        source_addr: source.addr,
        dest_addr_ton: 1,
        dest_addr_npi: 1,
        destination_addr: callingCode + '0'.repeat(length),
        esm_class: segment.udh ? ESM_CLASS_UDHI : 0,
        protocol_id: 0,
        priority_flag: 0,
        schedule_delivery_time: '',
        validity_period: validityPeriod,
        registered_delivery: i >= trackedFrom ? REGISTERED_DELIVERY_FINAL : 0,
        replace_if_present_flag: 0,
        data_coding: segment.dataCoding,
        sm_default_msg_id: 0,
        short_message: Buffer.from(segment.octets),
      }),
    )
    // Header, empty service_type, TON, NPI, source and its NUL, TON, NPI, calling code.
    const digitsAt = 16 + 1 + 2 + source.addr.length + 1 + 2 + callingCode.length
    const templates = { pdus, digitsAt }
    this.#byLength.set(length, templates)
    return templates
  }
}

/** The digits of a subscriber's national number; sets know no leading zeros. */
export function digitsOf(number: number): number {
  if (number < 1e9) {
    if (number >= 1e8) return 9
    if (number >= 1e7) return 8
    return String(number).length
  }
  return number < 1e10 ? 10 : String(number).length
}

/** Three decimal digits of each number from 0 to 999. */
const TRIPLES = Uint8Array.from({ length: 3000 }, (_, i) => {
  const value = Math.floor(i / 3)
  return 0x30 + [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10][i % 3]
})

/** The same three in the lower octets of a number. */
const PACKED = Int32Array.from(
  { length: 1000 },
  (_, i) => (TRIPLES[3 * i] << 16) | (TRIPLES[3 * i + 1] << 8) | TRIPLES[3 * i + 2],
)

function writeDigits(out: Uint8Array, at: number, number: number, length: number): void {
  if (length === 9) {
    const high = (number / 1e6) | 0
    const rest = number - high * 1e6
    const middle = (rest / 1000) | 0
    const low = rest - middle * 1000
    out[at] = TRIPLES[high * 3]
    out[at + 1] = TRIPLES[high * 3 + 1]
    out[at + 2] = TRIPLES[high * 3 + 2]
    out[at + 3] = TRIPLES[middle * 3]
    out[at + 4] = TRIPLES[middle * 3 + 1]
    out[at + 5] = TRIPLES[middle * 3 + 2]
    out[at + 6] = TRIPLES[low * 3]
    out[at + 7] = TRIPLES[low * 3 + 1]
    out[at + 8] = TRIPLES[low * 3 + 2]
    return
  }
  let rest = number
  for (let i = at + length - 1; i >= at; i--) {
    out[i] = 0x30 + (rest % 10)
    rest = Math.floor(rest / 10)
  }
}

export type NumberOf = (rank: number) => number

/** The number of a rank without looking for its run where there is one run, as nearly always. */
export function numberOf(audience: Audience): NumberOf {
  const { low, runs } = audience
  if (runs.length === 1) {
    const { base } = runs[0]
    return rank => base + low[rank]
  }
  return rank => {
    let k = runs.length - 1
    while (runs[k].from > rank) k--
    return runs[k].base + low[rank]
  }
}
