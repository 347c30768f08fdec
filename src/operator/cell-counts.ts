/** What controllers told of a broadcast's cells, added up by province: a cell is on the air where all its languages are. Pure. */
import { CAUSES } from '../cbs/elements.ts'
import type { BroadcastCountBody, CellTally, SystemKind, SystemTally } from '../directive/broadcast.ts'
import type { CellTable } from './cell-table.ts'
import type { AirCounts, AirSystem } from './on-air.ts'

type Counted = Pick<BroadcastCountBody, 'cells' | 'provinces' | 'causes' | 'broadcasts' | 'leaving' | 'systems'>

/** `told`: of each language; null: nothing is known of it. */
export function tallyOf(
  cells: readonly string[],
  told: readonly (AirCounts | null)[],
  table: Pick<CellTable, 'asOf' | 'provinceOf'>,
  /** Of all languages at once. */
  others: readonly AirSystem[] = [],
): Counted {
  const byProvince = new Map<string, CellTally>()
  const byCause = new Map<number, number>()
  for (const name of cells) {
    const code = table.provinceOf(name)
    if (code === null) continue
    const state = stateOf(name, told)
    byProvince.set(code, plus(byProvince.get(code) ?? NONE, state))
    if (state !== 'failed') continue
    const cause = told.flatMap(each => each?.causes.get(name) ?? [])[0] ?? UNSPECIFIED
    byCause.set(cause, (byCause.get(cause) ?? 0) + 1)
  }
  const provinces = [...byProvince].map(([code, tally]) => ({ code, asOf: table.asOf, cells: tally }))
  const causes = [...byCause].map(([cause, count]) => ({ cause, cells: count }))
  const counted = told.flatMap(each => each?.broadcasts ?? [])
  return {
    cells: provinces.reduce((sum, { cells: each }) => together(sum, each), NONE),
    provinces,
    ...(causes.length > 0 && { causes }),
    broadcasts: counted.length === 0 ? null : counted.reduce((sum, count) => sum + count, 0),
    leaving: Math.max(0, ...told.map(each => each?.leaving ?? 0)),
    ...systemsOf([...told.flatMap(each => each?.systems ?? []), ...others]),
  }
}

/** No controller has said why. */
const UNSPECIFIED = CAUSES.unspecifiedError

/** A system has accepted a broadcast where it has accepted all its languages. */
function systemsOf(told: readonly AirSystem[]): Pick<Counted, 'systems'> {
  const byName = new Map<string, AirSystem>()
  for (const system of told) {
    const before = byName.get(system.name)
    byName.set(system.name, before === undefined ? system : worse(before, system))
  }
  if (byName.size === 0) return {}
  const systems: Partial<Record<SystemKind, SystemTally>> = {}
  for (const { kind, is } of byName.values()) {
    const tally = systems[kind] ?? { asked: 0, accepted: 0, refused: 0, unknown: 0 }
    systems[kind] = { ...tally, asked: tally.asked + 1, [is]: tally[is] + 1 }
  }
  return { systems }
}

const FROM_WORST = ['refused', 'unknown', 'accepted'] as const

function worse(one: AirSystem, other: AirSystem): AirSystem {
  return FROM_WORST.indexOf(one.is) <= FROM_WORST.indexOf(other.is) ? one : other
}

type State = 'onAir' | 'failed' | 'unknown'

const NONE: CellTally = { known: 0, onAir: 0, failed: 0, unknown: 0 }

function stateOf(name: string, told: readonly (AirCounts | null)[]): State {
  const states = told.map(each => each?.cells.get(name) ?? 'unknown')
  if (states.includes('failed')) return 'failed'
  return states.length > 0 && states.every(state => state === 'onAir') ? 'onAir' : 'unknown'
}

function plus(tally: CellTally, state: State): CellTally {
  return { ...tally, known: tally.known + 1, [state]: tally[state] + 1 }
}

function together(one: CellTally, other: CellTally): CellTally {
  return {
    known: one.known + other.known,
    onAir: one.onAir + other.onAir,
    failed: one.failed + other.failed,
    unknown: one.unknown + other.unknown,
  }
}
