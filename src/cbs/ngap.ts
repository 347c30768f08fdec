/**
 * NGAP's WriteReplaceWarningRequest and PWSCancelRequest (5G) as octets: what an AMF hands on to its gNBs. Written only, and only what
 * a warning needs. *Decoded* by others, not *interoperated*: no free AMF answers.
 *
 * Source: 3GPP TS 38.413 sections 9.2.8 and 9.4.
 */
import { PerWriter } from './per.ts'
import {
  container,
  type InformationElement,
  initiating,
  listOf,
  nameElements,
  plmn,
  sayingElements,
  type Warned,
  type Warning,
  type WarningArea,
} from './warning.ts'

const PROCEDURES = { cancel: 32, writeReplace: 51 } as const
const IDS = {
  cancelAll: 14,
  concurrent: 17,
  dataCodingScheme: 20,
  messageIdentifier: 35,
  numberOfBroadcasts: 47,
  repetitionPeriod: 87,
  serialNumber: 95,
  areaList: 122,
  contents: 123,
} as const
/** Alternatives of WarningAreaList, of which there are five. */
const AREAS = { nrCells: 1, trackingAreas: 2 } as const
const AREA_BITS = 3
const REPETITION_MAX_S = 131_071
const NCI_BITS = 36
const TAC_BITS = 24

/** NR Cell Identity, 36 bits. */
export type NrArea = WarningArea<{ readonly nci: number }>

export function ngapWriteReplace(warning: Warning, area: NrArea | null): Uint8Array {
  const repetition = new PerWriter().withinLarge(warning.repetitionS, { to: REPETITION_MAX_S })
  return request(PROCEDURES.writeReplace, [
    ...named(warning, area),
    ...sayingElements(IDS, warning, repetition),
    ...(warning.concurrent ? [present(IDS.concurrent)] : []),
  ])
}

export function ngapCancel(warned: Warned, area: NrArea | null): Uint8Array {
  return request(PROCEDURES.cancel, named(warned, area))
}

/** Every broadcast that is on the air, whatever its numbers. */
export function ngapCancelAll(warned: Warned): Uint8Array {
  return request(PROCEDURES.cancel, [...named(warned, null), present(IDS.cancelAll)])
}

/** A sequence with an extension bit. */
function request(procedure: number, elements: readonly InformationElement[]): Uint8Array {
  return initiating(procedure, container(new PerWriter().bits(0, 1), elements))
}

function named(warned: Warned, area: NrArea | null): readonly InformationElement[] {
  return [
    ...nameElements(IDS, warned),
    ...(area === null ? [] : [{ id: IDS.areaList, criticality: 'ignore' as const, value: areaList(area) }]),
  ]
}

/** An enumeration whose only value is `true`, with an extension bit. */
function present(id: number): InformationElement {
  return { id, criticality: 'reject', value: new PerWriter().bits(0, 1) }
}

function areaList(area: NrArea): PerWriter {
  const list = new PerWriter()
  // Each item: its extension bit, that it has no extensions, its network, its number.
  if ('cells' in area)
    return listOf(list.bits(AREAS.nrCells, AREA_BITS), area.cells, cell => {
      list.bits(0, 2).octets(plmn(cell)).align().bits(cell.nci, NCI_BITS)
    })
  return listOf(list.bits(AREAS.trackingAreas, AREA_BITS), area.areas, one => {
    list.bits(0, 2).octets(plmn(one)).align().bits(one.tac, TAC_BITS)
  })
}
