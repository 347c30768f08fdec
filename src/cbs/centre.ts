/**
 * The cell broadcast centre: the ledger's book, and at each BSC what it says should be on the air.
 *
 *   due() ──► entry ── synced by whoever owns the disk ──► note() ──► want() at each BSC ──► steps
 *
 * Nothing goes on the wire that an entry of the ledger does not cover: what is due is told, and takes effect when it is noted.
 *
 * Time, chance, disk and sends are arguments and results.
 */
import type { Random } from '../base/random.ts'
import { type Book, type Entry, noted, serialOf, type ToldBsc, type Versions } from './book.ts'
import { Bsc, type Version } from './bsc.ts'
import { cellName, cellNamed, parseCell } from './cells.ts'
import { KnownCells } from './known-cells.ts'
import { pagesOf } from './pages.ts'
import { nextSerial } from './serial.ts'
import { type PeriodForm, SLOTS_MAX, slotsOf } from './slots.ts'
import { type CbsState, stateOf } from './state.ts'

/** How long a BSC that is away is waited for, to be told that it is over. */
const STOPPING_MS = 3_600_000
/** What BSCs told is kept at most so often, and for each cell so much later: a BSC that names cells without end fills no disk. */
const TOLD_MS = 1000
const TOLD_CELL_MS = 20

export interface BscAddress {
  readonly name: string
  readonly calls: boolean
  /** How it reads a repetition period; as 16 bits where nothing is said. */
  readonly period?: PeriodForm | undefined
}

export interface CentreOptions {
  readonly addresses: readonly BscAddress[]
  /** By the clock that `tick` is told, and at that instant milliseconds since 1970. */
  readonly now: number
  readonly wall: number
  readonly random: Random
}

export class Centre {
  readonly bscs: readonly Bsc[]
  #book: Book
  readonly #names: readonly string[]
  readonly #untilMs: number
  #stoppingSince: number | null = null
  #toldAt = Number.NEGATIVE_INFINITY
  #toldCells: number

  constructor(book: Book, { addresses, now, wall, random }: CentreOptions) {
    this.#book = book
    this.#names = addresses.map(({ name }) => name)
    this.#untilMs = now + (book.begun.until - wall)
    const cells = book.begun.cells?.flatMap(cell => parseCell(cell) ?? []) ?? null
    const only = cells && new KnownCells(cells)
    const learnt = (i: number) => book.told[i].cells.flatMap(cell => cellNamed(cell) ?? [])
    this.bscs = addresses.map(
      ({ name, calls, period }, i) =>
        new Bsc({
          name,
          calls,
          period,
          keepAliveMs: book.begun.keepAliveMs,
          random,
          known: only ?? new KnownCells(null, learnt(i)),
        }),
    )
    this.#toldCells = this.#cellCount()
    if (book.phase.is === 'stopping') this.#stoppingSince = now
    for (const versions of book.broadcasts) {
      const past = book.phase.is === 'onAir' ? versions.serials.slice(0, -1) : versions.serials
      this.#want(versions, past)
    }
  }

  get book(): Book {
    return this.#book
  }

  get state(): CbsState {
    return stateOf(this.#book, { names: this.#names, bscs: this.bscs })
  }

  /** BSCs where something may be on the air that should not be. */
  get unclean(): readonly string[] {
    return this.bscs.filter(({ isClean }) => !isClean).map(({ name }) => name)
  }

  /** Every BSC that is connected has answered all that it was asked. */
  get isSettled(): boolean {
    return this.bscs.every(bsc => !bsc.isConnected || bsc.isSettled)
  }

  /** What is to be in the ledger next; null: nothing. */
  due(now: number, wall: number): Entry | null {
    const { phase } = this.#book
    if (phase.is === 'onAir' && now >= this.#untilMs) return { is: 'stopping', at: wall, why: 'over' }
    if (phase.is === 'stopping' && this.unclean.length === 0) return { is: 'ended', at: wall }
    const hasLearnt = this.#cellCount() !== this.#toldCells
    return hasLearnt && now >= this.#tellAt ? this.told() : null
  }

  get #tellAt(): number {
    return this.#toldAt + Math.max(TOLD_MS, TOLD_CELL_MS * this.#cellCount())
  }

  told(): Entry & { readonly is: 'told' } {
    const bscs = this.state.bscs.map(
      ({ broadcasts }, i): ToldBsc => ({ cells: this.#cellNames(this.bscs[i]), broadcasts }),
    )
    return { is: 'told', bscs }
  }

  /** The next version of a broadcast, as it is to be in the ledger. Null: there is no such one. */
  replacement(id: number, text: string, wall: number): (Entry & { readonly is: 'replaced' }) | null {
    const versions = this.#book.broadcasts.find(one => one.id === id)
    if (versions === undefined) return null
    return { is: 'replaced', at: wall, id, text, serial: nextSerial(serialOf(versions)) }
  }

  /** An entry that is on disk takes effect. */
  note(entry: Entry, now: number): void {
    const before = this.#book
    this.#book = noted(before, entry)
    if (entry.is === 'told') {
      this.#toldAt = now
      this.#toldCells = this.#cellCount()
    }
    if (entry.is === 'stopping') this.#stoppingSince = now
    if (entry.is === 'replaced' || entry.is === 'stopping')
      for (const versions of this.#book.broadcasts) this.#want(versions, [])
  }

  /** It has waited long enough for BSCs that are away. */
  hasGivenUp(now: number): boolean {
    return this.#stoppingSince !== null && now - this.#stoppingSince >= STOPPING_MS
  }

  tick(now: number): void {
    for (const bsc of this.bscs) bsc.tick(now)
  }

  nextAt(now: number): number {
    const times = this.bscs.map(bsc => bsc.nextAt(now) ?? Number.POSITIVE_INFINITY)
    if (this.#book.phase.is === 'onAir') times.push(this.#untilMs)
    if (this.#stoppingSince !== null) times.push(this.#stoppingSince + STOPPING_MS)
    if (this.#cellCount() !== this.#toldCells) times.push(this.#tellAt)
    return Math.max(now, Math.min(...times))
  }

  #want(versions: Versions, past: readonly number[]): void {
    const wanted = this.#wanted(versions)
    for (const bsc of this.bscs) bsc.want(versions.id, wanted, past)
  }

  #wanted(versions: Versions): Version | null {
    if (this.#book.phase.is !== 'onAir') return null
    const { dcs, pages } = pagesOf(versions.text)
    return {
      id: versions.id,
      serial: serialOf(versions),
      dcs,
      pages: pages.map(({ octets, used }) => ({ octets: Buffer.from(octets), used })),
      slots: this.#slots(versions.text) ?? SLOTS_MAX,
      untilMs: this.#untilMs,
      emergency: versions.kind === 'emergency',
    }
  }

  #slots(text: string): number | null {
    return slotsOf(this.#book.begun.repeatMs, pagesOf(text).pages.length)
  }

  #cellCount(): number {
    if (this.#book.begun.cells !== null) return 0
    return this.bscs.reduce((sum, { known }) => sum + known.size, 0)
  }

  #cellNames({ known }: Bsc): readonly string[] {
    if (this.#book.begun.cells !== null) return []
    return Array.from({ length: known.size }, (_, number) => cellName(known.cell(number)))
  }
}
