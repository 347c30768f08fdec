/**
 * Cells of 5G as people write them and as a table of cells names them: `nr-452-04-7-68719476735`, MCC-MNC-TAC-NCI in decimal. An AMF
 * names a cell without its tracking area.
 *
 * Source: 3GPP TS 23.003 sections 19.4.2.3 (tracking area) and 19.6A (NR cell).
 */
import type { Plmn } from './warning.ts'

/** As NGAP names it: NR-CGI. */
export interface NrCell extends Plmn {
  /** 36 bits. */
  readonly nci: number
}

export interface TrackingArea extends Plmn {
  /** 24 bits. */
  readonly tac: number
}

export type PlacedCell = NrCell & TrackingArea

/** The first so many bits of its cells' numbers. TS 38.413 section 9.3.1.6. */
export interface Gnb extends Plmn {
  readonly bits: number
  readonly id: number
}

export const NCI_BITS = 36
export const NCI_MAX = 2 ** NCI_BITS - 1
export const TAC_MAX = 0xffffff

/** Null: it is none. */
export function parseNrCell(text: string): PlacedCell | null {
  const match = /^nr-(\d{3})-(\d{2,3})-(\d{1,8})-(\d{1,11})$/.exec(text)
  if (match === null) return null
  const [mcc, mnc] = match.slice(1)
  const [tac, nci] = match.slice(3).map(Number)
  return tac <= TAC_MAX && nci <= NCI_MAX ? { mcc, mnc, tac, nci } : null
}

export function nrCellName({ mcc, mnc, tac, nci }: PlacedCell): string {
  return `nr-${mcc}-${mnc}-${tac}-${nci}`
}

/** The same for two that an AMF could not tell apart. */
export function nrKey({ mcc, mnc, nci }: NrCell): string {
  return `${mcc}-${mnc}-${nci}`
}

export function areaKey({ mcc, mnc, tac }: TrackingArea): string {
  return `${mcc}-${mnc}-${tac}`
}

/** Whose cell it is, if its gNB has a number of so many bits. */
export function gnbOf({ mcc, mnc, nci }: NrCell, bits: number): Gnb {
  return { mcc, mnc, bits, id: Math.floor(nci / 2 ** (NCI_BITS - bits)) }
}

export function gnbKey({ mcc, mnc, bits, id }: Gnb): string {
  return `${mcc}-${mnc}-${bits}-${id}`
}
