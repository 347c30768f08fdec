/** The state of a broadcast as the command line prints it: counted from what BSCs answered, never kept beside it. */

import { isoInZone } from '../base/wall-time.ts'
import { TIME_ZONE } from '../country/vn/time-zone.ts'
import { type Book, serialOf, type Versions } from './book.ts'
import type { Bsc } from './bsc.ts'
import type { CellState } from './bsc-broadcast.ts'
import { type Cell, cellName } from './cells.ts'
import { pagesOf } from './pages.ts'

export type StateName = 'onAir' | 'stopping' | 'stopped' | 'over' | 'interrupted'

export interface MessageState {
  readonly encoding: 'gsm7' | 'ucs2'
  readonly units: number
  readonly pages: number
  readonly id: number
  readonly serial: number
  readonly exercise: boolean
}

export interface BscState {
  readonly bsc: string
  readonly connected: boolean
  readonly onAir: number
  readonly failed: readonly { readonly cell: string; readonly cause: number }[]
  readonly broadcasts: number | null
}

/** known = onAir + failed + unknown, always. */
export interface CellsState {
  readonly known: number
  readonly onAir: number
  readonly failed: number
  readonly unknown: number
}

export type CbsState = {
  readonly state: StateName
  readonly cells: CellsState
  readonly bscs: readonly BscState[]
  readonly startedAt: string
  readonly endedAt: string | null
} & ({ readonly message: MessageState } | { readonly messages: readonly MessageState[] })

/** `bscs`: of the process that runs it; null: none does. */
export function stateOf(
  book: Book,
  of: { readonly names: readonly string[]; readonly bscs: readonly Bsc[] | null },
): CbsState {
  const messages = book.broadcasts.map(messageState)
  const { begun, phase } = book
  return {
    state: stateName(book, of.bscs !== null),
    ...(messages.length === 1 ? { message: messages[0] } : { messages }),
    cells: of.bscs === null ? restingCells(book) : cellsState(of.bscs),
    bscs: of.names.map((bsc, i) =>
      of.bscs === null
        ? { bsc, connected: false, onAir: 0, failed: [], broadcasts: book.told[i].broadcasts }
        : bscState(of.bscs[i], book.told[i].broadcasts),
    ),
    startedAt: isoInZone(begun.at, TIME_ZONE),
    endedAt: phase.is === 'ended' ? isoInZone(phase.at, TIME_ZONE) : null,
  }
}

function stateName({ phase }: Book, isRunning: boolean): StateName {
  if (phase.is === 'ended') return phase.why === 'stop' ? 'stopped' : 'over'
  if (phase.is === 'stopping') return 'stopping'
  return isRunning ? 'onAir' : 'interrupted'
}

function messageState(versions: Versions): MessageState {
  const { encoding, units, pages } = pagesOf(versions.text)
  return {
    encoding,
    units,
    pages: pages.length,
    id: versions.id,
    serial: serialOf(versions),
    exercise: versions.kind === 'exercise',
  }
}

function bscState(bsc: Bsc, before: number | null): BscState {
  let onAir = 0
  const failed: { cell: string; cause: number }[] = []
  for (let number = 0; number < bsc.known.size; number++) {
    const state = cellAt(bsc, number)
    if (state?.is === 'onAir') onAir += 1
    if (state?.is === 'failed') failed.push({ cell: cellName(bsc.known.cell(number)), cause: state.cause })
  }
  const told = bsc.standings.flatMap(({ broadcasts }) => broadcasts ?? [])
  return {
    bsc: bsc.name,
    connected: bsc.isConnected,
    onAir,
    failed,
    broadcasts: told.length === 0 ? before : told.reduce((sum, count) => sum + count, 0),
  }
}

/** A cell is on the air where all messages are; it failed where one did. Null: nobody knows. */
function cellAt(bsc: Bsc, number: number): CellState | null {
  const states = bsc.standings.map(standing => standing.state(number))
  return (
    states.find(state => state?.is === 'failed') ??
    (states.length > 0 && states.every(state => state?.is === 'onAir') ? states[0] : null)
  )
}

/** A cell counts once: on the air at one BSC is on the air, and it failed where no BSC may still have it. */
function cellsState(bscs: readonly Bsc[]): CellsState {
  const byCell = new Map<string, CellState['is'] | 'unknown'>()
  for (const bsc of bscs)
    for (let number = 0; number < bsc.known.size; number++) {
      const key = keyOf(bsc.known.cell(number), bsc.name)
      const state = cellAt(bsc, number)?.is ?? 'unknown'
      const before = byCell.get(key)
      if (before === 'onAir' || (before === 'unknown' && state === 'failed')) continue
      byCell.set(key, state)
    }
  const count = (of: string) => [...byCell.values()].filter(state => state === of).length
  return { known: byCell.size, onAir: count('onAir'), failed: count('failed'), unknown: count('unknown') }
}

/** Only a whole name is the same cell at another BSC. */
function keyOf(cell: Cell, bsc: string): string {
  return cell.by === 'cgi' ? cellName(cell) : `${cellName(cell)} ${bsc}`
}

function restingCells({ begun, told }: Book): CellsState {
  const known = begun.cells?.length ?? new Set(told.flatMap(({ cells }) => cells)).size
  return { known, onAir: 0, failed: 0, unknown: known }
}
