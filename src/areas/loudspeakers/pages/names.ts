/** Provinces by their names of today. */
import { provinceAt, provincesOn } from '../../../country/vn/provinces.ts'

/** A day on which the provinces of today were in force. */
export const TODAYS_LIST = '2025-07-01'

const NAMES = new Map(provincesOn(TODAYS_LIST).map(({ code, name }) => [code, name]))

export function provinceName(code: string): string {
  return NAMES.get(code) ?? code
}

/** As it was called from that day on: a code names different provinces before and after a reform. */
export function provinceThen(code: string, from: string): string {
  return provinceAt(code, from)?.name ?? code
}
