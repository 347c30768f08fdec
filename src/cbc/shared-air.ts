/**
 * Many broadcasts at all of an operator's BSCs, one connection to each: put on the air, replaced, taken off, and counted by what BSCs told.
 *
 * Keeps nothing on disk: whoever asks keeps what should be on the air, and after a crash asks for it again with the versions that may be
 * there.
 *
 * A BSC is asked for its own cells where it is known which those are, and where it has none, for nothing. What an earlier process may have
 * put anywhere is taken off at every BSC.
 */
import type { Timekeeper, Timer } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import type { Bsc, Version } from '../cbs/bsc.ts'
import type { CellState } from '../cbs/bsc-broadcast.ts'
import { parseCell } from '../cbs/cells.ts'
import { CAUSES } from '../cbs/elements.ts'
import { emergencyIdentifier } from '../cbs/identifiers.ts'
import { KnownCells } from '../cbs/known-cells.ts'
import { SLOTS_MAX, slotsOf } from '../cbs/slots.ts'
import { type Aired, type Counts, keyOf, type Place, pastBeside, saidOf } from './aired.ts'
import { Link, type LinkEvent } from './links.ts'
import { SharedBsc } from './shared-bsc.ts'
import type { BscUrl } from './urls.ts'

const KEEP_ALIVE_MS = 30_000
/** No wait is longer: a clock that was set, or a machine that slept. */
const LOOK_MS = 60_000
/** A BSC that has none of them names each in a list of failures: nine octets in 65,535. TS 48.049 section 8.2.11. */
const CELLS_MAX = 7281

export interface SharedAirOptions {
  readonly urls: readonly BscUrl[]
  /** By name, the BSC that has a cell; null: nobody knows, and each is asked for it. */
  readonly bscOf: (cell: string) => string | null
  readonly clock: Timekeeper
  readonly random: Random
  say(event: LinkEvent): void
}

/**
 * The state of a broadcast in each cell of one BSC: now, or just before it was replaced or taken off. Where several BSCs report a cell,
 * the highest state counts.
 */
interface BscReport {
  readonly known: KnownCells
  /** By number: ELSEWHERE, FAILED, UNKNOWN or ON_AIR. */
  readonly states: Uint8Array
  /** Of those that failed. TS 48.049 section 8.2.13. */
  readonly causes: Uint8Array
}

/** It failed, since this BSC does not have it: another that does says more. */
const ELSEWHERE = 1
const FAILED = 2
const UNKNOWN = 3
const ON_AIR = 4
/** What a BSC says of a cell that it does not have. */
const IS_ELSEWHERE: ReadonlySet<number> = new Set([
  CAUSES.parameterNotRecognised,
  CAUSES.cellIdentityNotValid,
  CAUSES.laiOrLacNotValid,
])

export class SharedAir {
  readonly #clock: Timekeeper
  readonly #bscOf: SharedAirOptions['bscOf']
  readonly #bscs: readonly SharedBsc[]
  readonly #links: readonly Link[]
  /** Of what was replaced or taken off, by key and BSC. */
  readonly #leaving = new Map<string, ReadonlyMap<SharedBsc, BscReport>>()
  /** Taken off, and known here until every BSC has said so. */
  readonly #off = new Set<string>()
  #timer: Timer | null = null
  #isClosed = false

  constructor({ urls, bscOf, clock, random, say }: SharedAirOptions) {
    this.#clock = clock
    this.#bscOf = bscOf
    this.#bscs = urls.map(
      ({ name, calls, period }) => new SharedBsc({ name, calls, period, random, keepAliveMs: KEEP_ALIVE_MS }),
    )
    const events = { now: () => clock.monotonic(), changed: () => this.#look(), say }
    this.#links = urls.map((url, i) => new Link(this.#bscs[i], url, events))
  }

  /** In one list of a request to each BSC; more can only be all. */
  canName(cells: readonly string[]): boolean {
    const byBsc = this.#byBsc(cells)
    const others = byBsc.get(null)?.length ?? 0
    byBsc.delete(null)
    const own = [...byBsc.values()].map(({ length }) => length)
    return others + Math.max(0, ...own) <= CELLS_MAX
  }

  /** Fails with cannotListen. */
  async start(): Promise<void> {
    for (const link of this.#links) await link.listen()
    this.#look()
  }

  /** What is on the air stays there. */
  close(): void {
    this.#isClosed = true
    this.#timer?.cancel()
    for (const link of this.#links) link.close()
  }

  async put(message: Aired): Promise<void> {
    this.#write(message)
  }

  async replace(message: Aired): Promise<void> {
    this.#leave(message)
    this.#write(message)
  }

  async kill(place: Place): Promise<void> {
    this.#leave(place)
    this.#off.add(keyOf(place))
    this.#want(place, null)
  }

  #write(message: Aired): void {
    this.#off.delete(keyOf(message))
    const { pages, periodMs, identifier } = message
    this.#want(message, {
      ...saidOf(message, this.#clock),
      slots: slotsOf(periodMs, pages.pages.length) ?? SLOTS_MAX,
      emergency: emergencyIdentifier(identifier) !== null,
    })
  }

  /** Cells that may have what goes now, and what went before where that is not off yet. */
  #leave(place: Place): void {
    const key = keyOf(place)
    const earlier = this.#leaving.get(key)
    const before = new Map<SharedBsc, BscReport>()
    const own = this.#sharesOf(place)
    // Whatever a BSC that should have none of them had before.
    const all = place.isEarlier && place.cells !== null ? knownOf(place.cells) : null
    for (const bsc of this.#bscs) {
      const only = own(bsc)
      if (only === NONE && !place.isEarlier) continue
      const broadcast = only === NONE ? null : bsc.broadcast(key)
      const told = broadcast === null ? nothingTold(only === NONE ? all : only) : toldBy(broadcast)
      const last = bsc.broadcast(key)?.isClean === false ? earlier?.get(bsc) : undefined
      for (const [number, state] of last?.states.entries() ?? [])
        if (!isFailed(state) && isFailed(told.states[number])) told.states[number] = UNKNOWN
      before.set(bsc, told)
    }
    this.#leaving.set(key, before)
  }

  counts(place: Pick<Place, 'identifier' | 'code'>): Counts | null {
    const key = keyOf(place)
    const at = this.#bscs.flatMap(bsc => bsc.broadcast(key) ?? [])
    if (at.length === 0) return null
    const told = at.flatMap(bsc => bsc.standings.flatMap(({ broadcasts }) => broadcasts ?? []))
    return {
      ...cellsOf(at),
      broadcasts: told.length === 0 ? null : told.reduce((sum, count) => sum + count, 0),
      leaving: this.#leavingCells(key),
    }
  }

  #want(place: Place, version: Version | null): void {
    const { identifier, isEarlier } = place
    const key = keyOf(place)
    const past = pastBeside(version, place)
    const now = this.#clock.monotonic()
    const own = this.#sharesOf(place)
    for (const bsc of this.#bscs) {
      const only = own(bsc)
      const of = { identifier, only, past, isEarlier, now }
      if (only !== NONE) bsc.want(key, version, of)
      else if (isEarlier) {
        // What it was asked to take off before may not have been all.
        bsc.forget(key)
        if (past.length > 0) bsc.want(key, null, of)
      }
    }
    this.#look()
  }

  /** Of the cells of a place those of each BSC. NONE: it is asked for none; null: for all that it has. */
  #sharesOf({ cells }: Place): (bsc: SharedBsc) => KnownCells | null {
    if (cells === null) return () => null
    const byBsc = this.#byBsc(cells)
    const others = byBsc.get(null) ?? []
    // One for all that are asked for the same.
    const shared = others.length === 0 ? NONE : knownOf(others)
    const known = new Map(
      [...byBsc].map(([name, own]) => [name, name === null ? shared : knownOf([...own, ...others])]),
    )
    return ({ name }) => known.get(name) ?? shared
  }

  /** Under null those whose BSC nobody knows. */
  #byBsc(cells: readonly string[]): Map<string | null, readonly string[]> {
    return Map.groupBy(cells, this.#bscOf)
  }

  /** Where a BSC has not said that it is off: cells that had it or of which nobody knew, unless another BSC had them. */
  #leavingCells(key: string): number {
    const before = [...(this.#leaving.get(key) ?? [])]
    const isOff = ([bsc]: (typeof before)[number]) => bsc.broadcast(key)?.isClean ?? true
    const left = before.filter(each => !isOff(each)).map(([, told]) => told)
    if (left.length === 0) return 0
    const elsewhere = together(before.filter(isOff).map(([, told]) => told))
    let count = 0
    for (const [cell, { state }] of together(left))
      if (!isFailed(state) && elsewhere.get(cell)?.state !== ON_AIR) count += 1
    return count
  }

  /** All that may be done now is done; then the clock is set for the next time. */
  #look(): void {
    if (this.#isClosed) return
    const now = this.#clock.monotonic()
    for (const bsc of this.#bscs) bsc.tick(now)
    for (const link of this.#links) link.act()
    this.#forget()
    this.#timer?.cancel()
    const times = this.#bscs.flatMap(bsc => bsc.nextAt(now) ?? [])
    const next = Math.min(now + LOOK_MS, ...times)
    this.#timer = this.#clock.after(Math.max(1, next - now), () => this.#look())
  }

  /** What is off the air everywhere. */
  #forget(): void {
    for (const key of this.#off) {
      if (this.#bscs.some(bsc => bsc.broadcast(key)?.isClean === false)) continue
      for (const bsc of this.#bscs) bsc.forget(key)
      this.#off.delete(key)
      this.#leaving.delete(key)
    }
  }
}

const NONE = new KnownCells([])

function knownOf(cells: readonly string[]): KnownCells {
  return new KnownCells(cells.flatMap(cell => parseCell(cell) ?? []))
}

/** A cell is on the air where one BSC says so; it failed where all say that which know it, for the cause that one names which has the cell. */
function cellsOf(at: readonly Bsc[]): Pick<Counts, 'cells' | 'causes'> {
  const cells = new Map<string, 'onAir' | 'failed'>()
  const causes = new Map<string, number>()
  for (const [cell, { state, cause }] of together(at.map(toldBy)))
    if (state === ON_AIR) cells.set(cell, 'onAir')
    else if (isFailed(state)) {
      cells.set(cell, 'failed')
      causes.set(cell, cause)
    }
  return { cells, causes }
}

interface CellReport {
  /** ELSEWHERE, FAILED, UNKNOWN or ON_AIR. */
  readonly state: number
  /** TS 48.049 section 8.2.13; 0: it did not fail. */
  readonly cause: number
}

/** By name: the highest, and of those that are equal the first. */
function together(told: readonly BscReport[]): ReadonlyMap<string, CellReport> {
  const byName = new Map<string, CellReport>()
  for (const [known, those] of Map.groupBy(told, each => each.known)) {
    const highest = new Uint8Array(known.size)
    const causes = new Uint8Array(known.size)
    for (const of of those)
      for (let number = 0; number < of.states.length; number++)
        if (of.states[number] > highest[number]) {
          highest[number] = of.states[number]
          causes[number] = of.causes[number]
        }
    for (let number = 0; number < highest.length; number++) {
      const name = known.name(number)
      const state = highest[number]
      if (state > (byName.get(name)?.state ?? 0)) byName.set(name, { state, cause: causes[number] })
    }
  }
  return byName
}

function toldBy({ known, standings: [standing] }: Bsc): BscReport {
  const told = { known, states: new Uint8Array(known.size), causes: new Uint8Array(known.size) }
  for (let number = 0; number < known.size; number++) {
    const state = standing?.state(number)
    told.states[number] = rankOf(state ?? null)
    if (state?.is === 'failed') told.causes[number] = state.cause
  }
  return told
}

function rankOf(state: CellState | null): number {
  if (state === null) return UNKNOWN
  if (state.is === 'onAir') return ON_AIR
  return IS_ELSEWHERE.has(state.cause) ? ELSEWHERE : FAILED
}

function isFailed(state: number): boolean {
  return state === FAILED || state === ELSEWHERE
}

/** Nothing was asked there yet. */
function nothingTold(only: KnownCells | null): BscReport {
  const known = only ?? new KnownCells(null)
  const states = new Uint8Array(known.size).fill(UNKNOWN)
  return { known, states, causes: new Uint8Array(known.size) }
}
