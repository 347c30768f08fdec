/** Where a bulletin is for: provinces by their codes, each with the day that says which one it names. Runs in a browser too. */
import type { BulletinContent } from '../directive/bulletin.ts'
import type { Place } from './wire.ts'

/** A code names different provinces before and after a reform: the day that stands beside it says which. */
export function isFor({ provinces }: Pick<BulletinContent, 'provinces'>, places: readonly Place[]): boolean {
  if (provinces === null) return true
  return provinces.some(({ code, asOf }) =>
    places.some(place => place.code === code && place.from <= asOf && (place.until === null || asOf < place.until)),
  )
}
