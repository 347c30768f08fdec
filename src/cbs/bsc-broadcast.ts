/**
 * How one broadcast stands at one BSC: what should be there, what may still be there, and on the air in which cells.
 *
 *   serial ─── the version that should be there; null: none, it is to be taken off
 *   stale ──── versions that may be on the air there and should not be
 *   cells ──── on the air · failed, with its cause · nobody knows
 *
 * It says what is to be asked next (`next`) and takes in what was answered. Knows no connection and no clock.
 *
 * Invariant: a version leaves `stale` only when the BSC has said, for every cell, that it is off.
 */
import { ALL_CELLS, type Cell } from './cells.ts'
import { byCause, CAUSES, type Completed, type Failed } from './elements.ts'
import type { KnownCells } from './known-cells.ts'

/* A number of 16 bits for each cell of a BSC, 0 where none was put. Two octets a cell: an operator has many cells, and many BSCs. */

const FIRST_CAPACITY = 64

class CellNumbers {
  #values = new Uint16Array(0)

  get(cell: number): number {
    return this.#values[cell] ?? 0
  }

  put(cell: number, value: number): void {
    if (cell >= this.#values.length) this.#grow(cell + 1)
    this.#values[cell] = value
  }

  clear(): void {
    this.#values.fill(0)
  }

  get sum(): number {
    let sum = 0
    for (const value of this.#values) sum += value
    return sum
  }

  #grow(size: number): void {
    const grown = new Uint16Array(Math.max(FIRST_CAPACITY, size, 2 * this.#values.length))
    grown.set(this.#values)
    this.#values = grown
  }
}

export type Ask =
  | { readonly is: 'write'; readonly serial: number; readonly old: number | null }
  | { readonly is: 'kill'; readonly serial: number }

export type CellState = { readonly is: 'onAir' } | { readonly is: 'failed'; readonly cause: number }

/** Nothing is on the air of that message in such a cell. */
const IS_OFF: ReadonlySet<number> = new Set([
  CAUSES.parameterNotRecognised,
  CAUSES.messageReferenceNotIdentified,
  CAUSES.cellIdentityNotValid,
  CAUSES.cellBroadcastNotSupported,
  CAUSES.laiOrLacNotValid,
])
/** What stays so: to write again would change nothing. */
const FOR_GOOD: ReadonlySet<number> = new Set([
  CAUSES.parameterNotRecognised,
  CAUSES.cellIdentityNotValid,
  CAUSES.cellBroadcastNotSupported,
  CAUSES.laiOrLacNotValid,
])
/** Of a count: nobody knows it. Section 8.2.9. */
const UNKNOWN_COUNT = 2
/** By the number that is kept of a cell: 0 nobody knows, 1 on the air, from 2 on failed with a cause of one octet. */
const STATES: readonly (CellState | null)[] = [
  null,
  { is: 'onAir' },
  ...Array.from({ length: 0x100 }, (_, cause) => ({ is: 'failed' as const, cause })),
]
const ON_AIR = 1
const FAILED = 2

export class BscBroadcast {
  readonly id: number
  readonly #known: KnownCells
  /** Places in STATES. */
  readonly #cells = new CellNumbers()
  /** In the order in which they were decided. */
  readonly #stale: Set<number>
  /** By version. */
  readonly #broadcasts = new Map<number, CellNumbers>()
  /** It is on the air in all cells: in those that are learnt later too, from this number on. Null: nobody said so. */
  #allFrom: number | null = null
  #serial: number | null = null
  #mustWrite = false
  /** The old version is not there: this one is written as new. */
  #isNew = false
  #isWriteRefused = false
  /** Of these a kill was refused. */
  readonly #refusedKills = new Set<number>()
  readonly #strayed: ReadonlySet<number>

  /** `past`: versions that may be there. `strayed`: those that may be in other cells than are named now; a write takes none of them off. */
  constructor(
    id: number,
    of: {
      readonly known: KnownCells
      readonly past: readonly number[]
      readonly strayed?: readonly number[] | undefined
    },
  ) {
    this.id = id
    this.#known = of.known
    this.#stale = new Set(of.past)
    this.#strayed = new Set(of.strayed)
  }

  /** Nothing is there that should not be. */
  get isClean(): boolean {
    return this.#stale.size === 0
  }

  get isWanted(): boolean {
    return this.#serial !== null
  }

  /** Some cell refused what it may do later. */
  get mustRetry(): boolean {
    return this.#isWriteRefused || this.#refusedKills.size > 0
  }

  want(serial: number | null): void {
    if (serial === this.#serial) return
    if (this.#serial !== null) this.#stale.add(this.#serial)
    this.#serial = serial
    this.forget(null)
    this.again()
  }

  /** What should be there is written again: a new connection, or the BSC has lost its data. */
  again(): void {
    this.#isWriteRefused = false
    this.#refusedKills.clear()
    this.#mustWrite = this.#serial !== null
    this.#isNew = false
  }

  retry(): void {
    this.#refusedKills.clear()
    if (this.#isWriteRefused) this.again()
  }

  /** Null: in all cells. */
  forget(cells: ReadonlySet<number> | null): void {
    if (cells !== null) {
      for (const cell of cells) this.#cells.put(cell, 0)
      return
    }
    this.#cells.clear()
    this.#allFrom = null
  }

  failed(cells: ReadonlySet<number>, cause: number): void {
    for (const cell of cells) this.#cells.put(cell, FAILED + cause)
  }

  /** Null: nothing. What is to be taken off altogether comes first, then the write, then what is left over. */
  next(): Ask | null {
    const serial = this.#serial
    // Sixteen versions later the same number may still be there, with another text.
    if (serial !== null && this.#stale.has(serial))
      return this.#refusedKills.has(serial) ? null : { is: 'kill', serial }
    if (serial !== null && this.#mustWrite)
      return { is: 'write', serial, old: this.#isNew ? null : ([...this.#stale].at(-1) ?? null) }
    for (const stale of this.#stale) if (!this.#refusedKills.has(stale)) return { is: 'kill', serial: stale }
    return null
  }

  /** What came of a write. `cells`: where it succeeded; null: the BSC names none. */
  written(
    ask: Ask & { readonly is: 'write' },
    answer: { readonly cells: readonly Cell[] | null; readonly failures: readonly Failed[] },
  ): void {
    if (ask.serial !== this.#serial) return
    const { failures } = answer
    this.#onAir(answer.cells ?? (failures.length === 0 ? ALL_CELLS : []))
    let isOldMissing = false
    let isRefused = false
    for (const [cause, cells] of byCause(failures)) {
      if (cause === CAUSES.messageReferenceAlreadyUsed) this.#onAir(cells)
      else if (cause === CAUSES.messageReferenceNotIdentified && ask.old !== null) isOldMissing = true
      else {
        this.failed(this.#known.find(cells, { learn: true }), cause)
        if (!FOR_GOOD.has(cause)) isRefused = true
      }
    }
    if (ask.old !== null && failures.length === 0 && !this.#strayed.has(ask.old)) this.#stale.delete(ask.old)
    this.#isNew = isOldMissing
    this.#mustWrite = isOldMissing
    this.#isWriteRefused = isRefused
  }

  /** What came of a kill: a version is off when no cell says otherwise. */
  killed(serial: number, failures: readonly Failed[]): void {
    if (!failures.every(({ cause }) => IS_OFF.has(cause))) this.#refusedKills.add(serial)
    else this.#stale.delete(serial)
  }

  /** The whole request was refused. */
  refused(ask: Ask, cause: number): void {
    if (ask.is === 'write') this.written(ask, { cells: [], failures: [{ cell: ALL_CELLS[0], cause }] })
    // It has not understood: nothing is known of any cell.
    else if (cause !== CAUSES.messageReferenceNotIdentified) this.#refusedKills.add(ask.serial)
    else this.killed(ask.serial, [])
  }

  /** How often a version was on the air, as the BSC tells it. */
  counted(serial: number, completed: readonly Completed[]): void {
    for (const { cell, count, info } of completed) {
      const isArea = cell.by === 'lac' || cell.by === 'lai'
      if (info === UNKNOWN_COUNT || isArea) continue
      const counts = this.#broadcasts.get(serial) ?? new CellNumbers()
      this.#broadcasts.set(serial, counts)
      for (const number of this.#known.find([cell], { learn: true })) counts.put(number, count)
    }
  }

  state(cell: number): CellState | null {
    const isLearnt = this.#allFrom !== null && cell >= this.#allFrom
    return STATES[this.#cells.get(cell)] ?? (isLearnt ? STATES[ON_AIR] : null)
  }

  /** Null: the BSC told none. */
  get broadcasts(): number | null {
    if (this.#broadcasts.size === 0) return null
    let sum = 0
    for (const counts of this.#broadcasts.values()) sum += counts.sum
    return sum
  }

  #onAir(cells: readonly Cell[]): void {
    for (const number of this.#known.find(cells, { learn: true })) this.#cells.put(number, ON_AIR)
    if (cells.some(({ by }) => by === 'all')) this.#allFrom = this.#known.size
  }
}
