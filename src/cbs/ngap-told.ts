/**
 * What gNBs tell of warnings, as an AMF hands it on: WriteReplaceWarningResponse, PWSCancelResponse, PWSRestartIndication and
 * PWSFailureIndication of NGAP. Reads only what is said of NR cells, and never throws: null is none of these four.
 *
 * Source: 3GPP TS 38.413 sections 9.2.8 and 9.4.
 */
import type { NrCell } from './nr-cells.ts'
import { NCI_BITS } from './nr-cells.ts'
import { PerReader } from './per-reader.ts'
import { readPlmn } from './warning.ts'

export type NgapTold =
  /** On the air in these cells; null: the gNB names none, and it is in none of its cells. */
  | { readonly is: 'completed'; readonly id: number; readonly serial: number; readonly cells: readonly NrCell[] | null }
  /** Off the air; null: it was in none of its cells. */
  | {
      readonly is: 'cancelled'
      readonly id: number
      readonly serial: number
      readonly cells: readonly CancelledCell[] | null
    }
  /** These cells lost their warnings and can have them again. */
  | { readonly is: 'restart'; readonly cells: readonly NrCell[] }
  /** In these cells nothing is on the air. */
  | { readonly is: 'failure'; readonly cells: readonly NrCell[] }

export interface CancelledCell extends NrCell {
  /** How often it was on the air. */
  readonly broadcasts: number
}

const KINDS = { initiating: 0, successful: 1 } as const
const KIND_BITS = 2
const PROCEDURES = { cancel: 32, failure: 33, restart: 34, writeReplace: 51 } as const
const IDS = {
  cancelled: 12,
  completed: 13,
  restartCells: 16,
  messageIdentifier: 35,
  failedCells: 81,
  serialNumber: 95,
} as const
/** Alternatives of both area lists, of which there are seven; those of the two cell lists are three. */
const AREAS = { nrCells: 3, nrTrackingAreas: 4 } as const
const AREA_BITS = 3
const CELL_LIST = { nr: 1 } as const
const CELL_LIST_BITS = 2
const LIST = { from: 1, to: 0xffff }
/** Of one gNB. */
const GNB_CELLS = { from: 1, to: 16_384 }
const WORD = { from: 0, to: 0xffff }
const OCTET = { from: 0, to: 0xff }
const CRITICALITY_BITS = 2
const TAC_OCTETS = 3

export function readNgapTold(octets: Uint8Array): NgapTold | null {
  const pdu = new PerReader(octets)
  // The choice of three has an extension bit before it.
  if (pdu.bits(1) !== 0) return null
  const kind = pdu.bits(KIND_BITS)
  const procedure = pdu.within(OCTET)
  pdu.bits(CRITICALITY_BITS)
  const message = pdu.open()
  const isExtended = message.bits(1) !== 0
  if (pdu.isCut || isExtended) return null
  const elements = elementsOf(message)
  if (elements === null) return null
  if (kind === KINDS.successful && procedure === PROCEDURES.writeReplace)
    return answered(elements, IDS.completed, (named, list) => {
      const cells = list && areaCells(list, readCell)
      return cells === 'cut' ? null : { is: 'completed', ...named, cells }
    })
  if (kind === KINDS.successful && procedure === PROCEDURES.cancel)
    return answered(elements, IDS.cancelled, (named, list) => {
      const cells = list && areaCells(list, readCancelled)
      return cells === 'cut' ? null : { is: 'cancelled', ...named, cells }
    })
  if (kind !== KINDS.initiating) return null
  if (procedure === PROCEDURES.restart) return indicated('restart', elements.get(IDS.restartCells))
  if (procedure === PROCEDURES.failure) return indicated('failure', elements.get(IDS.failedCells))
  return null
}

type Elements = ReadonlyMap<number, PerReader>

/** A ProtocolIE-Container; null: it is cut. */
function elementsOf(message: PerReader): Elements | null {
  const elements = new Map<number, PerReader>()
  const count = message.within(WORD)
  for (let i = 0; i < count && !message.isCut; i++) {
    const id = message.within(WORD)
    message.bits(CRITICALITY_BITS)
    elements.set(id, message.open())
  }
  return message.isCut ? null : elements
}

function answered(
  elements: Elements,
  list: number,
  told: (named: { readonly id: number; readonly serial: number }, list: PerReader | null) => NgapTold | null,
): NgapTold | null {
  const [id, serial] = [elements.get(IDS.messageIdentifier), elements.get(IDS.serialNumber)]
  if (id === undefined || serial === undefined) return null
  const named = { id: id.bits(16), serial: serial.bits(16) }
  return id.isCut || serial.isCut ? null : told(named, elements.get(list) ?? null)
}

function indicated(is: 'restart' | 'failure', list: PerReader | undefined): NgapTold | null {
  if (list === undefined) return null
  if (list.bits(CELL_LIST_BITS) !== CELL_LIST.nr) return list.isCut ? null : { is, cells: [] }
  const cells = listIn(list, GNB_CELLS, readNrCgi)
  return list.isCut ? null : { is, cells }
}

/** Of areas that are not of NR, or that nobody here names, nothing is learnt. */
function areaCells<Cell>(list: PerReader, read: (from: PerReader) => Cell): readonly Cell[] | 'cut' {
  const alternative = list.bits(AREA_BITS)
  if (alternative === AREAS.nrCells) {
    const cells = listIn(list, LIST, read)
    return list.isCut ? 'cut' : cells
  }
  if (alternative !== AREAS.nrTrackingAreas) return list.isCut ? 'cut' : []
  const areas = listIn(list, LIST, from =>
    sequence(from, () => {
      sequence(from, () => from.octets(3 + TAC_OCTETS))
      return listIn(from, LIST, read)
    }),
  )
  return list.isCut ? 'cut' : areas.flat()
}

function readCell(from: PerReader): NrCell {
  return sequence(from, () => readNrCgi(from))
}

function readCancelled(from: PerReader): CancelledCell {
  return sequence(from, () => ({ ...readNrCgi(from), broadcasts: from.within(WORD) }))
}

function readNrCgi(from: PerReader): NrCell {
  return sequence(from, () => {
    const network = readPlmn(from.octets(3))
    from.octets(0)
    return { ...network, nci: from.bits(NCI_BITS) }
  })
}

function listIn<Item>(
  from: PerReader,
  size: { readonly from: number; readonly to: number },
  read: (from: PerReader) => Item,
): readonly Item[] {
  const items: Item[] = []
  const count = from.within(size)
  for (let i = 0; i < count && !from.isCut; i++) items.push(read(from))
  return items
}

/** Its extension bit, whether it has a container of extensions, what it holds, and then what was announced. */
function sequence<Value>(from: PerReader, read: () => Value): Value {
  const [isExtended, hasContainer] = [from.bits(1) !== 0, from.bits(1) !== 0]
  const value = read()
  if (hasContainer) skipContainer(from)
  if (isExtended) from.skipAdditions()
  return value
}

function skipContainer(from: PerReader): void {
  const count = from.within(LIST)
  for (let i = 0; i < count && !from.isCut; i++) {
    from.within(WORD)
    from.bits(CRITICALITY_BITS)
    from.open()
  }
}
