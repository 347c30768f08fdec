/** Provinces by their names of today. */
import { provincesOn } from '../../rounds/provinces.ts'

/** A day on which the provinces of today were in force. */
export const TODAYS_LIST = '2025-07-01'
export const TIME_ZONE = 'Asia/Ho_Chi_Minh'

const NAMES = new Map(provincesOn(TODAYS_LIST).map(({ code, name }) => [code, name]))

export function provinceName(code: string): string {
  return NAMES.get(code) ?? code
}
