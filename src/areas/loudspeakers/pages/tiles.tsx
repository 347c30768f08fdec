/**
 * The country as tiles, a province each: how many of its clusters are connected. A shape and a figure tell it as well as the colour; the
 * table beside it has the same in words.
 */
import { TILE_COLUMNS, TILE_ROWS, TILES } from '../../rounds/province-tiles.ts'
import type { ProvinceOfLoudspeakers } from '../model.ts'
import { provinceName } from './names.ts'
import classes from './tiles.module.css'
import { useWords } from './words.ts'

const SIDE = 56
const GAP = 4
const STEP = SIDE + GAP

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
    <div>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: its tiles are named, and so is the panel that it stands in */}
      <svg
        className={classes.map}
        viewBox={`0 0 ${TILE_COLUMNS * STEP} ${TILE_ROWS * STEP}`}
        aria-label={t('map.title')}
      >
        {TILES.map(({ code, column, row }) => {
          const province = known.get(code)
          const look = lookOf(province)
          const name = provinceName(code)
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
              transform={`translate(${column * STEP} ${row * STEP})`}
              onClick={() => onChoose(code)}
              onKeyDown={event => {
                if (event.key !== 'Enter' && event.key !== ' ') return
                event.preventDefault()
                onChoose(code)
              }}
            >
              <title>{label}</title>
              <rect width={SIDE} height={SIDE} rx="4" />
              <Mark look={look} />
              <text x={SIDE / 2} y="24" className={classes.name}>
                {short(name)}
              </text>
              <text x={SIDE / 2} y="44" className={classes.count}>
                {province === undefined || province.clusters === 0
                  ? '–'
                  : `${province.connected}/${province.clusters}`}
              </text>
            </g>
          )
        })}
      </svg>
      <ul className={classes.key}>
        {LOOKS.map(look => (
          <li key={look}>
            <svg viewBox={`0 0 ${SIDE} ${SIDE}`} aria-hidden="true" className={classes.sample}>
              <g className={classes.tile} data-look={look}>
                <rect width={SIDE} height={SIDE} rx="4" />
                <Mark look={look} />
              </g>
            </svg>
            {t(`map.key.${look}`)}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Besides the colour: nothing, a corner, a bar across. */
function Mark({ look }: { look: Look }) {
  if (look === 'some') return <path className={classes.mark} d={`M${SIDE - 16} 0h16v16z`} />
  if (look === 'none') return <path className={classes.line} d={`M4 ${SIDE - 4}L${SIDE - 4} 4`} />
  return null
}

function lookOf(province: ProvinceOfLoudspeakers | undefined): Look {
  if (province === undefined || province.clusters === 0) return 'nothing'
  if (province.connected === 0) return 'none'
  return province.connected < province.enrolled ? 'some' : 'all'
}

/** What fits on a tile: `TP. Hồ Chí Minh` as `TP.HCM`. */
function short(name: string): string {
  const bare = name.replace(/^(?:Thành phố|TP\.?) /, '')
  if (bare === 'Hồ Chí Minh') return 'TP.HCM'
  return bare.length <= 10 ? bare : `${bare.slice(0, 9)}…`
}
