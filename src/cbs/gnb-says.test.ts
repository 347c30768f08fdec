/**
 * What a gNB says of warnings, as octets of NGAP. For tests alone, and in a file named so that it is not shipped; `test/peers` has Wireshark
 * read all of it.
 */
import type { CancelledCell } from './ngap-told.ts'
import type { NrCell, PlacedCell } from './nr-cells.ts'
import { PerWriter } from './per.ts'
import { container, type InformationElement, plmn, type Warned } from './warning.ts'

type Says = readonly NrCell[] | null

const [CELLS_BY_ID, CELLS_BY_AREA, CELLS_OF_NR] = [3, 4, 1]
const GNB_BITS_FROM = 22

export function completed(warned: Warned, cells: Says): Uint8Array {
  return successful(51, warned, 13, cells && cellsById(cells, () => {}))
}

export function completedByArea(warned: Warned, cells: readonly PlacedCell[]): Uint8Array {
  const list = new PerWriter().bits(CELLS_BY_AREA, 3).within(cells.length, { from: 1, to: 0xffff })
  for (const cell of cells) {
    list.bits(0, 4).octets(plmn(cell)).align().bits(cell.tac, 24)
    list.within(1, { from: 1, to: 0xffff }).bits(0, 2)
    cgi(list, cell)
  }
  return successful(51, warned, 13, list)
}

export function cancelled(warned: Warned, cells: readonly CancelledCell[] | null): Uint8Array {
  const count = (list: PerWriter, { broadcasts }: CancelledCell) =>
    void list.within(broadcasts, { from: 0, to: 0xffff })
  return successful(32, warned, 12, cells && cellsById(cells, count))
}

export function restart(cells: readonly PlacedCell[], gnb = 1): Uint8Array {
  const areas = new PerWriter().within(cells.length, { from: 1, to: 2048 })
  for (const cell of cells) areas.bits(0, 2).octets(plmn(cell)).align().bits(cell.tac, 24)
  return indication(34, [
    { id: 16, criticality: 'reject', value: cellList(cells) },
    ...[{ id: 27, criticality: 'reject' as const, value: gnbId(cells[0], gnb) }],
    { id: 104, criticality: 'reject', value: areas },
  ])
}

export function failure(cells: readonly NrCell[], gnb = 1): Uint8Array {
  return indication(33, [
    { id: 81, criticality: 'reject', value: cellList(cells) },
    { id: 27, criticality: 'reject', value: gnbId(cells[0], gnb) },
  ])
}

function cellsById<Cell extends NrCell>(
  cells: readonly Cell[],
  more: (list: PerWriter, cell: Cell) => void,
): PerWriter {
  const list = new PerWriter().bits(CELLS_BY_ID, 3).within(cells.length, { from: 1, to: 0xffff })
  for (const cell of cells) {
    cgi(list.bits(0, 2), cell)
    more(list, cell)
  }
  return list
}

function cellList(cells: readonly NrCell[]): PerWriter {
  const list = new PerWriter().bits(CELLS_OF_NR, 2).within(cells.length, { from: 1, to: 16_384 })
  for (const cell of cells) cgi(list, cell)
  return list
}

function cgi(into: PerWriter, cell: NrCell): void {
  into.bits(0, 2).octets(plmn(cell)).align().bits(cell.nci, 36)
}

/** The choice of four, a sequence, and in it the choice of two with a string of 22 to 32 bits. */
function gnbId(network: NrCell, id: number): PerWriter {
  const value = new PerWriter().bits(0, 2).bits(0, 2).octets(plmn(network))
  return value.bits(0, 1).within(GNB_BITS_FROM, { from: 22, to: 32 }).align().bits(id, GNB_BITS_FROM)
}

function successful(procedure: number, { id, serial }: Warned, list: number, cells: PerWriter | null): Uint8Array {
  const elements: InformationElement[] = [
    { id: 35, criticality: 'reject', value: new PerWriter().bits(id, 16) },
    { id: 95, criticality: 'reject', value: new PerWriter().bits(serial, 16) },
    ...(cells === null ? [] : [{ id: list, criticality: 'ignore' as const, value: cells }]),
  ]
  return pdu({ kind: 1, procedure, criticality: 0 }, elements)
}

function indication(procedure: number, elements: readonly InformationElement[]): Uint8Array {
  return pdu({ kind: 0, procedure, criticality: 1 }, elements)
}

function pdu(
  of: { readonly kind: number; readonly procedure: number; readonly criticality: number },
  elements: readonly InformationElement[],
): Uint8Array {
  const whole = new PerWriter().bits(0, 1).bits(of.kind, 2).within(of.procedure, { from: 0, to: 0xff })
  return whole
    .bits(of.criticality, 2)
    .open(container(new PerWriter().bits(0, 1), elements))
    .done()
}
