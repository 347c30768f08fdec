/**
 * Tells the authority how this machine fares: every ten seconds while it sends, else each minute, and within ten seconds of each change of
 * what is not well. Whoever is away is told the newest later; an authority that knows nothing of it is not told again for a while
 * (courier.ts). Room on the disk, time and what is carried out are arguments.
 */
import type { Timekeeper, Timer } from '../base/clock.ts'
import { type ConditionBody, SENDS_TOLD_MAX, type ToldAlarm } from '../directive/condition.ts'
import { alarmsTold, type Ill } from './condition.ts'
import type { Conduct } from './conduct.ts'
import type { Courier } from './courier.ts'

const CONDITION_MS = 10_000
/** What has not changed is told so often all the same. */
const CONDITION_SAME_MS = 60_000

/** Less room than this is low; and than this, where it is as small a part of a large disk. */
const DISK_LOW_OCTETS = 1 << 30
const DISK_LOW_LARGE_OCTETS = 20 * (1 << 30)
const DISK_LOW_PART = 0.05

export interface DiskRoom {
  readonly freeOctets: number
  readonly allOctets: number
}

type ConditionSource = Pick<Conduct, 'sending' | 'ills'>

export interface ConditionTellerOptions {
  readonly clock: Timekeeper
  readonly courier: Pick<Courier, 'condition'>
  readonly conducts: () => Iterable<ConditionSource>
  /** Of this one, where the operator has several. */
  readonly machine: string | null
  /** Where the node keeps its rounds; null: it cannot be told. */
  readonly room: () => Promise<DiskRoom | null>
}

export class ConditionTeller {
  readonly #o: ConditionTellerOptions
  #alarms: readonly ToldAlarm[] = []
  #last: { readonly told: string; readonly at: number } | null = null
  #timer: Timer | null = null
  #isClosed = false

  constructor(options: ConditionTellerOptions) {
    this.#o = options
  }

  /** Not before the node has said who it is. */
  start(): void {
    this.#timer = this.#o.clock.after(CONDITION_MS, () => void this.#tell())
  }

  close(): void {
    this.#isClosed = true
    this.#timer?.cancel()
  }

  async #tell(): Promise<void> {
    const { clock, conducts, room, machine, courier } = this.#o
    const disk = await room()
    if (this.#isClosed) return
    const all = [...conducts()]
    const at = new Date(clock.wall()).toISOString()
    const ills = [...diskIlls(disk), ...all.flatMap(({ ills }) => ills)]
    this.#alarms = alarmsTold(ills, this.#alarms, at)
    const sends = all.flatMap(({ sending }) => (sending === null ? [] : [sending]))
    const body: ConditionBody = {
      at,
      alarms: [...this.#alarms],
      sends: sends.slice(-SENDS_TOLD_MAX),
      ...(machine !== null && { machine }),
    }
    const told = JSON.stringify({ ...body, at: null })
    const now = clock.monotonic()
    if (this.#last?.told !== told || now - this.#last.at >= CONDITION_SAME_MS) {
      this.#last = { told, at: now }
      courier.condition(body)
    }
    this.start()
  }
}

export function diskIlls(room: DiskRoom | null): readonly Ill[] {
  if (room === null) return []
  const { freeOctets, allOctets } = room
  const isSmallPart = freeOctets < allOctets * DISK_LOW_PART && freeOctets < DISK_LOW_LARGE_OCTETS
  return freeOctets < DISK_LOW_OCTETS || isSmallPart ? [{ is: 'disk-low' }] : []
}
