/**
 * The country as tiles, a province each: how many of its clusters are connected. A shape and a figure tell it as well as the colour; the
 * table beside it has the same in words.
 */
import { TILE_COLUMNS, TILE_ROWS, TILES } from '../../rounds/province-tiles.ts'
import type { ProvinceOfLoudspeakers } from '../model.ts'
import { provinceName } from './names.ts'
import classes from './tiles.module.css'
import { useWords } from './words.ts'

/** Of a tile: the longest name of a province fits on it. */
const WIDTH = 84
const HEIGHT = 44
const GAP = 4
const [ACROSS, DOWN] = [WIDTH + GAP, HEIGHT + GAP]

type Look = 'all' | 'some' | 'none' | 'nothing'
const LOOKS: readonly Look[] = ['all', 'some', 'none', 'nothing']

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
            <svg
              viewBox={`-2 -2 ${WIDTH + GAP} ${HEIGHT + GAP}`}
              aria-hidden="true"
              className={classes.sample}
            >
              <g className={classes.tile} data-look={look}>
                <rect width={WIDTH} height={HEIGHT} rx="4" />
                <Mark look={look} />
              </g>
            </svg>
            {t(`map.key.${look}`)}
          </li>
        ))}
      </ul>
      <svg
        className={classes.map}
        viewBox={`-2 -2 ${TILE_COLUMNS * ACROSS} ${TILE_ROWS * DOWN}`}
        aria-label={t('map.title')}
      >
        {TILES.map(({ code, column, row }) => {
          const province = known.get(code)
          const look = lookOf(province)
          const name = short(provinceName(code))
          const label =
            province === undefined || province.clusters === 0
              ? t('map.empty', { name })
              : t('map.tile', {
                  name,
                  connected: province.connected,
                  clusters: province.clusters,
                })
          return (
            // biome-ignore lint/a11y/useSemanticElements: a button of HTML cannot stand in a drawing
            <g
              key={code}
              role="button"
              tabIndex={0}
              aria-label={label}
              aria-pressed={chosen === code}
              className={classes.tile}
              data-look={look}
              transform={`translate(${column * ACROSS} ${row * DOWN})`}
              onClick={() => onChoose(code)}
              onKeyDown={event => {
                if (event.key !== 'Enter' && event.key !== ' ') return
                event.preventDefault()
                onChoose(code)
              }}
            >
              <title>{label}</title>
              <rect width={WIDTH} height={HEIGHT} rx="4" />
              <Mark look={look} />
              <text x={WIDTH / 2} y="18" lang="vi" className={classes.name}>
                {name}
              </text>
              {/* Read out as two words, as it looks. */}{' '}
              <text x={WIDTH / 2} y="36" className={classes.count}>
                {province === undefined || province.clusters === 0
                  ? '–'
                  : `${province.connected}/${province.clusters}`}
              </text>
            </g>
          )
        })}
      </svg>
    </div>
  )
}

/** Besides the colour: nothing, a corner, a cross in the corner. Never across what is to be read. */
function Mark({ look }: { look: Look }) {
  if (look === 'some') return <path className={classes.mark} d={`M${WIDTH - 14} 0h14v14z`} />
  if (look === 'none') return <path className={classes.line} d={`M${WIDTH - 11} 3l8 8m0-8l-8 8`} />
  return null
}

function lookOf(province: ProvinceOfLoudspeakers | undefined): Look {
  if (province === undefined || province.clusters === 0) return 'nothing'
  if (province.connected === 0) return 'none'
  return province.connected < province.clusters ? 'some' : 'all'
}

/** As it is called in a list of provinces: `Thành phố Hồ Chí Minh` as `TP. Hồ Chí Minh`. */
function short(name: string): string {
  return name.replace(/^Thành phố /, 'TP. ')
}
