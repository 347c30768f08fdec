/** Where the areas of a day lie as tiles, by their ids: the drawings of all of the console. Pure. */
import { areaOf } from '../../../plan/areas.ts'
import { type Place, placesOn } from '../../../web/parts/country-places.ts'

export interface AreaTile extends Omit<Place, 'code'> {
  readonly area: string
}

/** Those of the list in force on that day. */
export function tilesOn(day: string): readonly AreaTile[] {
  return placesOn(day).flatMap(({ code, column, row }) => {
    const area = areaOf(code, day)
    return area === null ? [] : [{ area, column, row }]
  })
}
