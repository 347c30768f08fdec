/**
 * The country as tiles, a province each: how many of its clusters are connected. A sign and a figure tell it as well as the colour; the
 * table beside it has the same in words.
 */
import { placesOn } from '../../../web/parts/country-places.ts'
import { CountryTiles, TileSample, tileName } from '../../../web/parts/country-tiles.tsx'
import type { ProvinceOfLoudspeakers } from '../model.ts'
import { provinceName, TODAYS_LIST } from './names.ts'
import classes from './tiles.module.css'
import { useWords } from './words.ts'

const LOOKS = ['all', 'some', 'none', 'nothing'] as const
type Look = (typeof LOOKS)[number]
/** Besides the colour, before the figure. */
const SIGNS: Readonly<Record<Look, string>> = { all: '●', some: '◐', none: '✕', nothing: '–' }

export function ProvinceTiles(props: {
  provinces: readonly ProvinceOfLoudspeakers[]
  chosen: string | null
  onChoose: (code: string) => void
}) {
  const { t } = useWords()
  const { provinces, chosen, onChoose } = props
  const known = new Map(provinces.map(each => [each.code, each]))
  return (
    <div className={classes.country}>
      <ul className={classes.key}>
        {LOOKS.map(look => (
          <li key={look}>
            <TileSample look={look} className={classes.tile ?? ''}>
              {SIGNS[look]}
            </TileSample>
            {t(`map.key.${look}`)}
          </li>
        ))}
      </ul>
      <CountryTiles
        title={t('map.title')}
        className={classes.tile ?? ''}
        isChosen={code => code === chosen}
        onChoose={onChoose}
        tiles={placesOn(TODAYS_LIST).map(({ code, column, row }) => {
          const { clusters = 0, connected = 0 } = known.get(code) ?? {}
          const look = lookOf(connected, clusters)
          return {
            id: code,
            name: tileName(provinceName(code)),
            column,
            row,
            look,
            says: clusters === 0 ? t('map.empty') : t('map.tile', { connected, clusters }),
            sign: clusters === 0 ? SIGNS.nothing : `${SIGNS[look]} ${connected}/${clusters}`,
          }
        })}
      />
    </div>
  )
}

function lookOf(connected: number, clusters: number): Look {
  if (clusters === 0) return 'nothing'
  if (connected === 0) return 'none'
  return connected < clusters ? 'some' : 'all'
}
