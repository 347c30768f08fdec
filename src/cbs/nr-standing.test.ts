import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { CancelledCell, NgapTold } from './ngap-told.ts'
import { type Gnb, nrCellName, type PlacedCell } from './nr-cells.ts'
import { NrStanding } from './nr-standing.ts'

const ID = 4377
const NETWORK = { mcc: '452', mnc: '04' }
/** Two gNBs with two cells each; a fifth that nobody asked for. */
const ALL: readonly PlacedCell[] = [0, 1, 2 ** 14, 2 ** 14 + 1, 2 ** 15].map(nci => ({ ...NETWORK, tac: 7, nci }))
const ASKED = ALL.slice(0, 4)
const GNBS: readonly Gnb[] = [0, 1].map(id => ({ ...NETWORK, bits: 22, id }))

type Event =
  | { readonly is: 'want'; readonly serial: number | null }
  | { readonly is: 'heard'; readonly told: NgapTold; readonly empty: readonly Gnb[] }
  | { readonly is: 'forget' }

const serial = fc.constantFrom(1, 2, 3)
const cells = fc.subarray([...ALL])
const empty = fc.subarray([...GNBS])
const id = fc.constantFrom(ID, ID, ID, 1)
const heard = (told: fc.Arbitrary<NgapTold>) => fc.record({ is: fc.constant('heard' as const), told, empty })
const counted: fc.Arbitrary<readonly CancelledCell[] | null> = fc.option(
  cells.map(all => all.map(cell => ({ ...cell, broadcasts: 1 }))),
)
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ is: fc.constant('want' as const), serial: fc.option(serial) }),
  heard(fc.record({ is: fc.constant('completed' as const), id, serial, cells: fc.option(cells) })),
  heard(fc.record({ is: fc.constant('cancelled' as const), id, serial, cells: counted })),
  heard(fc.record({ is: fc.constant('restart' as const), cells })),
  heard(fc.record({ is: fc.constant('failure' as const), cells })),
  fc.constant({ is: 'forget' as const }),
)

/** The same for one cell, event after event. */
function ofCell(cell: PlacedCell, events: readonly Event[]) {
  let wanted: number | null = null
  let state: 'onAir' | 'failed' | 'unknown' = 'unknown'
  const leaving = new Map<number, boolean>([[3, true]])
  const names = (all: readonly { readonly nci: number }[] | null) => all?.some(({ nci }) => nci === cell.nci) === true
  for (const each of events) {
    if (each.is === 'forget') state = 'unknown'
    if (each.is === 'want' && each.serial !== wanted) {
      if (wanted !== null) leaving.set(wanted, state !== 'failed')
      if (each.serial !== null) leaving.delete(each.serial)
      wanted = each.serial
      state = 'unknown'
    }
    if (each.is !== 'heard') continue
    const { told } = each
    const isEmpty = each.empty.some(gnb => gnb.id === Math.floor(cell.nci / 2 ** 14))
    if (told.is === 'restart' || told.is === 'failure') {
      if (!names(told.cells)) continue
      leaving.clear()
      state = told.is === 'failure' && wanted !== null ? 'failed' : 'unknown'
      continue
    }
    if (told.id !== ID) continue
    const isNamed = names(told.cells)
    if (told.is === 'completed') {
      if (told.serial === wanted) state = isEmpty ? 'failed' : isNamed ? 'onAir' : state
      else if (isEmpty) leaving.delete(told.serial)
      else if (isNamed && everWanted(told.serial, each, events)) leaving.set(told.serial, true)
    } else if (isNamed || isEmpty) {
      if (told.serial === wanted) state = 'unknown'
      else leaving.delete(told.serial)
    }
  }
  return { state, isLeaving: [...leaving.values()].includes(true) }
}

/** Of a version that nobody ever wanted here nothing is learnt. */
function everWanted(of: number, until: Event, events: readonly Event[]): boolean {
  const before = events.slice(0, events.indexOf(until))
  return of === 3 || before.some(each => each.is === 'want' && each.serial === of)
}

test('whatever AMFs say, in whatever order, each cell is what its own last word makes it: on the air, failed or unknown; cells that nobody asked for are none', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), events => {
      const standing = new NrStanding(ID, { cells: ASKED, past: [3] })
      for (const each of events)
        if (each.is === 'want') standing.want(each.serial)
        else if (each.is === 'forget') standing.forget()
        else standing.heard(each.told, each.empty)
      const { states, leaving } = standing
      const told = ASKED.map(cell => ofCell(cell, events))
      assert.deepEqual(
        ASKED.map(cell => states.get(nrCellName(cell)) ?? 'unknown'),
        told.map(({ state }) => state),
      )
      assert.equal(leaving, told.filter(({ isLeaving }) => isLeaving).length)
      assert.ok([...states.keys()].every(name => ASKED.some(cell => nrCellName(cell) === name)))
    }),
    { numRuns: 500 },
  )
})
