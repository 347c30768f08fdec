/**
 * A device's heart in virtual time: a clock, a disk and a loudspeaker that a test breaks as it likes. A file of no test.
 *
 * After a crash `again` is the next process over what the disk has: nothing else is left.
 */
import assert from 'node:assert/strict'
import { type ManualClock, manualClock } from '../base/clock.ts'
import { type AgendaContent, type AgendaItem, readContent } from './agenda.ts'
import { narrowed, type PinnedHours } from './hours.ts'
import { programmeOf } from './programme.ts'
import { type PlaySums, type Receipt, receipt, sumsOf } from './receipts.ts'
import { standingOf, standingText, textOf } from './standing-text.ts'
import { type Keeper, type Prepared, Station, type UnnumberedReceipt, type Voice } from './station.ts'
import type { TimetableState } from './timetable.ts'
import type { Item } from './window-schedule.ts'
import { Windows } from './windows.ts'

export const MINUTE = 60_000
export const DAY = 1440 * MINUTE
export const at = (clock: string, day = '2026-02-03') => Date.parse(`${day}T${clock}+07:00`)
export const digest = (letter: string) => letter.repeat(64)

export function item(id: string, more: Partial<AgendaItem> & { seconds?: number } = {}): AgendaItem {
  const { seconds = 95, ...rest } = more
  return {
    id,
    priority: 'normal',
    audio: { sha256: digest('a'), milliseconds: seconds * 1000 },
    notBefore: '2026-02-01T00:00:00+07:00',
    notAfter: '2026-04-01T00:00:00+07:00',
    perWindow: 2,
    gapSeconds: 10,
    ...rest,
  }
}

export function agenda(items: readonly AgendaItem[], more: Partial<AgendaContent> = {}) {
  return readContent({
    serial: 7,
    issuedAt: '2026-02-01T00:00:00+07:00',
    cluster: '00001-3',
    timeZone: 'Asia/Ho_Chi_Minh',
    windows: [
      { from: '05:30', until: '06:30' },
      { from: '17:00', until: '18:00' },
    ],
    items,
    ...more,
  })
}

export interface Heard {
  readonly id: string
  readonly from: number
  readonly until: number
}

/** A station with the disk and the loudspeaker that it uses; a test sets the faults of both. Times in milliseconds. */
export class StationFixture implements Keeper, Voice {
  readonly clock: ManualClock
  readonly receipts: Receipt[] = []
  /** What a person beside the loudspeaker heard. */
  readonly heard: Heard[] = []
  station: Station
  isDiskFull = false
  /** Null: the agenda's hours. */
  pinned: PinnedHours | null = null
  /** What is wrong with every file. */
  fault: 'differs' | 'unreadable' | null = null
  isSinkBroken = false
  #standing: TimetableState | null = null
  #seenMs = 0
  #owed: { told: UnnumberedReceipt; standing: TimetableState }[] = []
  #processes = 0

  constructor(wall = at('00:00:00')) {
    this.clock = manualClock({ wall })
    this.station = this.#process()
  }

  async keep(told: UnnumberedReceipt, standing: TimetableState): Promise<number> {
    await Promise.resolve()
    this.payWhatIsOwed()
    if (this.isDiskFull) throw new Error('no space left on device')
    return this.#append(told, standing)
  }

  note(told: UnnumberedReceipt, standing: TimetableState): void {
    this.#owed.push({ told, standing })
    this.payWhatIsOwed()
  }

  async prepare(item: Item): Promise<Prepared | 'differs' | 'unreadable'> {
    if (this.fault !== null) return this.fault
    const process = this.#processes
    return {
      sound: async ({ silenceMs }, signal) => {
        if (this.isSinkBroken) return 'failed'
        const from = this.clock.wall()
        const began = this.clock.monotonic()
        const ms = item.ms + (silenceMs >= 500 ? 500 : 0)
        const isStopped = await new Promise<boolean>(done => {
          if (signal.aborted) return done(true)
          const timer = this.clock.after(ms, () => done(false))
          signal.addEventListener('abort', () => {
            timer.cancel()
            done(true)
          })
        })
        const lasted = Math.min(item.ms, this.clock.monotonic() - began)
        if (process === this.#processes) this.heard.push({ id: item.id, from, until: from + lasted })
        return isStopped ? 'stopped' : 'played'
      },
    }
  }

  /** Hours, days, weeks: everything that waits is called at its time. */
  async go(until: number): Promise<void> {
    await settled()
    for (let ms = this.clock.nextMs; ms !== null; ms = this.clock.nextMs) {
      if (this.clock.wall() + ms > until) break
      this.clock.advance(ms)
      await settled()
    }
    this.clock.advance(Math.max(0, until - this.clock.wall()))
    await settled()
  }

  /** As when the plug is pulled: nothing of it goes on. */
  async crash(): Promise<void> {
    this.#processes++
    this.#seenMs = this.station.seenMs
    this.#owed = []
    const dead = this.station
    this.keepsNothing = true
    await dead.close()
    await settled()
    this.keepsNothing = false
  }

  private keepsNothing = false

  /** As a device of before hours were pinned has kept it: by windows and ids. */
  forgetsFrames(): void {
    if (this.#standing === null) return
    const { frame: _, play, ...text } = textOf(this.#standing)
    assert.equal(play, null)
    this.#standing = standingOf(standingText.parse({ ...text, play }))
  }

  /** The next process. */
  again(): void {
    this.#owed = []
    this.station = this.#process()
  }

  get sums(): PlaySums {
    return sumsOf(this.receipts)
  }

  of<Is extends Receipt['is']>(is: Is): Extract<Receipt, { is: Is }>[] {
    return this.receipts.filter((one): one is Extract<Receipt, { is: Is }> => one.is === is)
  }

  /** What an agenda has played, all the while. */
  take(
    content: AgendaContent,
    more: {
      approved?: readonly string[]
      here?: readonly string[]
      /** By id: what its plays are counted by. */
      keys?: Readonly<Record<string, string>>
    } = {},
  ) {
    const ids = content.items.map(({ id }) => id)
    const digests = content.items.map(({ audio }) => audio.sha256)
    this.station.take({
      content,
      approved: new Map((more.approved ?? ids).map(id => [id, more.keys?.[id] ?? id])),
      here: new Set(more.here ?? digests),
    })
    const at = new Date(this.clock.wall()).toISOString()
    const taken = { is: 'agenda', at, serial: content.serial, sha256: digest('0') } as const
    this.note(taken, this.station.standing)
  }

  #process(): Station {
    const station = new Station({
      clock: this.clock,
      keeper: this,
      voice: this,
      lookMs: 5 * MINUTE,
      windowsOf: content =>
        this.pinned === null ? new Windows(content.windows, content.timeZone) : narrowed(content, this.pinned),
      standing: this.#standing,
      seenMs: this.#seenMs,
      silent: new Set(),
    })
    station.start()
    return station
  }

  payWhatIsOwed(): void {
    if (this.isDiskFull) return
    for (const { told, standing } of this.#owed.splice(0)) this.#append(told, standing)
  }

  #append(told: UnnumberedReceipt, standing: TimetableState): number {
    if (this.keepsNothing) return 0
    const counter = this.receipts.length + 1
    this.receipts.push(receipt.parse({ ...told, counter }))
    const line = JSON.stringify(textOf(standing))
    this.#standing = standingOf(standingText.parse(JSON.parse(line)))
    return counter
  }
}

/** All that promises have to say by now. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await null
}

export function playsOf(content: AgendaContent, from: number, until: number): number {
  return programmeOf(content, { from, until }).plays.length
}
