/** The provinces where something is told, as a picture of the country: for whoever reads what was chosen. Beside the same in words. */
import { provincesOn } from '../../../country/vn/provinces.ts'
import { placesOn } from '../../../web/parts/country-places.ts'
import { CountryPicture, type Tile, tileName } from '../../../web/parts/country-tiles.tsx'
import classes from './province-fields.module.css'
import { useProvinceWords } from './province-words.ts'

/** Null: the whole country, of which there is nothing to see. A picture for each list that something was chosen of. */
export function ProvincePicture(props: {
  readonly chosen: readonly { readonly code: string; readonly asOf: string }[] | null
}) {
  const t = useProvinceWords()
  const { chosen } = props
  if (chosen === null || chosen.length === 0) return null
  const lists = new Map(chosen.map(({ asOf }) => [placesOn(asOf), asOf]))
  return (
    <>
      {[...lists].map(([places, day]) => {
        const codes = new Set(chosen.filter(({ asOf }) => placesOn(asOf) === places).map(({ code }) => code))
        return (
          <CountryPicture
            key={places.length}
            title={t('provinces.picture', { count: codes.size, of: places.length })}
            className={classes.tile ?? ''}
            tiles={tilesOf(day, code => codes.has(code))}
          />
        )
      })}
    </>
  )
}

/** Of the list of that day. What is chosen has a sign, and a colour. */
export function tilesOf(day: string, isChosen: (code: string) => boolean): readonly Tile[] {
  const names = new Map(provincesOn(day).map(({ code, name }) => [code, name]))
  return placesOn(day).map(({ code, column, row }) => ({
    id: code,
    column,
    row,
    name: tileName(names.get(code) ?? code),
    sign: isChosen(code) ? '✓' : '',
    look: isChosen(code) ? 'chosen' : 'other',
  }))
}
