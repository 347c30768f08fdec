/**
 * SBc-AP's Write-Replace-Warning-Request and Stop-Warning-Request (4G) as octets: what a cell broadcast centre hands to an MME. Written
 * only, and only what a warning needs; there is no transport here (SCTP).
 *
 * Source: 3GPP TS 29.168 section 4.4.
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

const PROCEDURES = { writeReplace: 0, stop: 1 } as const
const IDS = {
  dataCodingScheme: 3,
  messageIdentifier: 5,
  numberOfBroadcasts: 7,
  repetitionPeriod: 10,
  serialNumber: 11,
  trackingAreas: 14,
  areaList: 15,
  contents: 16,
  concurrent: 20,
  stopAll: 27,
} as const
/** Alternatives of Warning-Area-List: three, behind an extension bit. */
const AREAS = { cells: 0, trackingAreas: 1 } as const
const AREA_BITS = 2
/** A centre sends no more than 4095 s, though there is room for 4096. */
const REPETITION_ROOM_S = 4096
const ECI_BITS = 28
const TAC_BITS = 16

/** E-UTRAN Cell Identity, 28 bits. */
export type EutranArea = WarningArea<{ readonly eci: number }>

export function sbcapWriteReplace(warning: Warning, area: EutranArea | null): Uint8Array {
  const repetition = new PerWriter().within(warning.repetitionS, { from: 0, to: REPETITION_ROOM_S })
  return request(PROCEDURES.writeReplace, [
    ...named(warning, area),
    ...sayingElements(IDS, warning, repetition),
    ...(warning.concurrent ? [present(IDS.concurrent)] : []),
  ])
}

export function sbcapStop(warned: Warned, area: EutranArea | null): Uint8Array {
  return request(PROCEDURES.stop, named(warned, area))
}

export function sbcapStopAll(warned: Warned): Uint8Array {
  return request(PROCEDURES.stop, [...named(warned, null), present(IDS.stopAll)])
}

/** A sequence with an extension bit, and no extensions. */
function request(procedure: number, elements: readonly InformationElement[]): Uint8Array {
  return initiating(procedure, container(new PerWriter().bits(0, 2), elements))
}

/** The MME is told the tracking areas, so that it asks only those base stations. */
function named(warned: Warned, area: EutranArea | null): readonly InformationElement[] {
  const elements: InformationElement[] = [...nameElements(IDS, warned)]
  if (area === null) return elements
  if ('areas' in area) elements.push({ id: IDS.trackingAreas, criticality: 'reject', value: trackingAreas(area) })
  elements.push({ id: IDS.areaList, criticality: 'ignore', value: areaList(area) })
  return elements
}

/** An enumeration whose only value is `true`: no bits at all. */
function present(id: number): InformationElement {
  return { id, criticality: 'reject', value: new PerWriter() }
}

function areaList(area: EutranArea): PerWriter {
  const list = new PerWriter().bits(0, 1)
  if ('areas' in area)
    return listOf(list.bits(AREAS.trackingAreas, AREA_BITS), area.areas, one => {
      writeTrackingArea(list, one)
    })
  return listOf(list.bits(AREAS.cells, AREA_BITS), area.cells, cell => {
    // Its extension bit, that it has no extensions, its network, its number.
    list.bits(0, 2).octets(plmn(cell)).align().bits(cell.eci, ECI_BITS)
  })
}

type TrackingAreas = Extract<EutranArea, { readonly areas: unknown }>

function trackingAreas({ areas }: TrackingAreas): PerWriter {
  const list = new PerWriter()
  return listOf(list, areas, one => writeTrackingArea(list, one))
}

/** It has no extensions, and no extension bit. */
function writeTrackingArea(into: PerWriter, area: TrackingAreas['areas'][number]): void {
  into.bits(0, 1).octets(plmn(area)).bits(area.tac, TAC_BITS)
}
