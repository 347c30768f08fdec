/**
 * A disk in memory that takes its time, fails now and then, and loses what was not synced.
 *
 * It may hang. kill -9 keeps every write that the system had taken, and any beginning of the one that it was taking. A power cut
 * keeps, sector by sector, anything between what was last synced and what was last written.
 */
import type { Random } from '../../src/base/random.ts'
import { type Disk, type Done, LEDGER_FILES, type LedgerFile } from '../../src/round/disk.ts'
import { CONFIRMED_AT } from '../../src/round/journal.ts'
import type { Schedule } from './schedule.ts'

const SECTOR = 512

interface Written {
  readonly position: number
  readonly before: Buffer
}

interface File {
  bytes: Buffer
  /** Written since the last sync, oldest first. */
  unsynced: Written[]
}

export class CrashingDisk implements Disk {
  readonly #schedule: Schedule
  readonly #random: Random
  readonly #files = new Map<LedgerFile, File>()
  #pending: { file: LedgerFile; bytes: Buffer; position: number }[] = []
  #life = 0
  #groupSentAt = Number.NEGATIVE_INFINITY
  /** When the last group that is stored was sent. */
  permittedFrom = Number.NEGATIVE_INFINITY
  /** Nothing is done while it hangs. */
  #waiting: (() => void)[] | null = null
  /** Writes fail while this is above the random number, in percent. */
  failing = 0

  constructor(schedule: Schedule, random: Random) {
    this.#schedule = schedule
    this.#random = random
    for (const file of LEDGER_FILES) this.#files.set(file, { bytes: Buffer.alloc(0), unsynced: [] })
  }

  #file(file: LedgerFile): File {
    return this.#files.get(file)!
  }

  size(file: LedgerFile): number {
    return this.#file(file).bytes.length
  }

  readNow(file: LedgerFile, into: Uint8Array, position: number): number {
    return this.#file(file).bytes.copy(into, 0, position, position + into.length)
  }

  writeNow(file: LedgerFile, bytes: Uint8Array, position: number): void {
    const kept = this.#file(file)
    if (position + bytes.length > kept.bytes.length) {
      const wider = Buffer.alloc(position + bytes.length)
      kept.bytes.copy(wider)
      kept.bytes = wider
    }
    kept.bytes.set(bytes, position)
  }

  write(file: LedgerFile, bytes: Uint8Array, position: number, done: Done): void {
    const item = { file, bytes: Buffer.from(bytes), position }
    const life = this.#life
    this.#pending.push(item)
    const isJournal = file.startsWith('journal')
    const isConfirmation = isJournal && position === CONFIRMED_AT
    if (isJournal && !isConfirmation) this.#groupSentAt = this.#schedule.now
    const sentAt = this.#groupSentAt
    this.#later(this.#random.below(3), () => {
      if (life !== this.#life) return
      this.#pending.splice(this.#pending.indexOf(item), 1)
      if (this.#random.below(100) < this.failing) return done(new Error('no space left on device'))
      this.#take(file, item.bytes, position)
      if (isConfirmation) this.permittedFrom = sentAt
      done(null)
    })
  }

  hang(): void {
    this.#waiting ??= []
  }

  goOn(): void {
    const waiting = this.#waiting ?? []
    this.#waiting = null
    for (const act of waiting) act()
  }

  #later(ms: number, act: () => void): void {
    this.#schedule.after(ms, () => {
      if (this.#waiting === null) act()
      else this.#waiting.push(act)
    })
  }

  #take(file: LedgerFile, bytes: Buffer, position: number): void {
    const kept = this.#file(file)
    const before = Buffer.from(kept.bytes.subarray(position, position + bytes.length))
    kept.unsynced.push({ position, before })
    bytes.copy(kept.bytes, position)
  }

  sync(file: LedgerFile, done: Done): void {
    const life = this.#life
    const kept = this.#file(file)
    const covered = kept.unsynced.length
    this.#later(this.#random.below(8), () => {
      if (life !== this.#life) return
      kept.unsynced.splice(0, covered)
      done(null)
    })
  }

  close(): void {}

  crash(how: 'kill' | 'power'): void {
    this.#life++
    for (const { file, bytes, position } of this.#pending) {
      // The system stops between two sectors, never within one.
      const cut = Math.floor((position + this.#random.below(bytes.length + SECTOR)) / SECTOR) * SECTOR
      this.#take(file, bytes.subarray(0, Math.max(0, cut - position)), position)
    }
    this.#pending = []
    for (const kept of this.#files.values()) {
      if (how === 'power') this.#loseSectors(kept)
      kept.unsynced = []
    }
  }

  #loseSectors(kept: File): void {
    const decided = new Set<number>()
    for (const { position, before } of kept.unsynced.toReversed()) {
      for (let at = position; at < position + before.length; ) {
        const sector = Math.floor(at / SECTOR)
        const end = Math.min(position + before.length, (sector + 1) * SECTOR)
        if (!decided.has(sector)) {
          if (this.#random.chance(50)) before.copy(kept.bytes, at, at - position, end - position)
          else decided.add(sector)
        }
        at = end
      }
    }
  }

  /** One bit, for tests of what a damaged ledger does. */
  flip(file: LedgerFile, at: number, bit: number): void {
    this.#file(file).bytes[at] ^= 1 << bit
  }

  cutShort(file: LedgerFile, size: number): void {
    const kept = this.#file(file)
    kept.bytes = Buffer.from(kept.bytes.subarray(0, size))
  }

  /** Whether a file is these octets and no others. */
  holds(file: LedgerFile, bytes: Buffer): boolean {
    return this.#file(file).bytes.equals(bytes)
  }

  copy(): Map<LedgerFile, Buffer> {
    return new Map([...this.#files].map(([name, file]) => [name, Buffer.from(file.bytes)]))
  }
}
