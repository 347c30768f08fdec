/** The country as tiles, an area each: its level as a figure, filled steps and a colour; whether it is decided for it, by its edge. */
import { Text } from '@mantine/core'
import type { CSSProperties } from 'react'
import { wallDate } from '../../../base/wall-time.ts'
import type { Plan } from '../../../plan/plan.ts'
import type { SituationView } from '../model.ts'
import { tilesOn } from './area-tiles.ts'
import { degreeOf, ranked } from './degrees.ts'
import { Steps } from './level-mark.tsx'
import classes from './plan.module.css'
import { useWords } from './words.ts'

export type Standing = SituationView['areas'][number]
const HOWS = ['decided', 'inherited', 'merged', 'unclear', 'undecided'] as const

export function CountryTiles(props: {
  readonly situation: SituationView
  readonly plan: Plan
  readonly chosen: string | null
  readonly onChoose: (area: string) => void
}) {
  const words = useWords()
  const { t, spoken } = words
  const { situation, plan, chosen, onChoose } = props
  const { levels, timeZone } = plan
  const known = new Map(situation.areas.map(each => [each.area, each]))
  const tiles = tilesOn(wallDate(Date.parse(situation.at), timeZone))
  return (
    <fieldset className={classes.fieldset}>
      <legend className="loa-heard">{t('map.title')}</legend>
      <div className={classes.map}>
        {tiles.map(({ area, column, row }) => {
          const standing = known.get(area)
          if (standing === undefined) return null
          const degree = degreeOf(levels, standing.level)
          const how = t(`how.${standing.is}`)
          return (
            <button
              key={area}
              type="button"
              className={classes.tile}
              data-how={standing.is}
              style={{ ...styleOf(degree?.level.colour), gridColumn: column + 1, gridRow: row + 1 }}
              aria-pressed={chosen === area}
              onClick={() => onChoose(area)}
            >
              <span className={classes.name} lang="vi">
                {short(standing.name)}
              </span>
              <span className="loa-heard">
                {standing.level === null
                  ? `: ${how}`
                  : `: ${degree?.level.name[spoken] ?? standing.level} (${how})`}
              </span>
              <span className={classes.sign} aria-hidden="true">
                {degree === null ? (
                  (SIGNS[standing.is] ?? standing.level ?? '–')
                ) : (
                  <>
                    {degree.at} <Steps degree={degree} />
                  </>
                )}
              </span>
            </button>
          )
        })}
      </div>
    </fieldset>
  )
}

const SIGNS: Readonly<Partial<Record<Standing['is'], string>>> = { unclear: '?', undecided: '–' }

export function CountryKey({ situation, plan }: { situation: SituationView; plan: Plan }) {
  const { t, spoken } = useWords()
  const { areas } = situation
  const hows = HOWS.filter(how => areas.some(({ is }) => is === how))
  return (
    <>
      <Text className="loa-heard">{t('map.key')}</Text>
      <ul className={classes.key}>
        {ranked(plan.levels).map(degree => {
          const { level, at, of } = degree
          const count = areas.filter(area => area.level === level.id).length
          return (
            <li key={level.id}>
              <span
                className={`${classes.tile} ${classes.sample}`}
                style={styleOf(level.colour)}
                aria-hidden="true"
              />
              <Steps degree={degree} />
              <span>
                <span className="loa-figure">{at}</span> {level.name[spoken]}
                <span className="loa-heard"> ({t('map.degree', { at, of })})</span>:{' '}
                {t('map.count', { count })}
              </span>
            </li>
          )
        })}
      </ul>
      <ul className={classes.key}>
        {hows.map(how => (
          <li key={how}>
            <span
              className={`${classes.tile} ${classes.sample}`}
              data-how={how}
              aria-hidden="true"
            />
            <span>
              {t(`how.${how}`)}:{' '}
              {t('map.count', { count: areas.filter(({ is }) => is === how).length })}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function styleOf(colour: string | undefined): CSSProperties {
  return colour === undefined ? {} : ({ '--level': colour } as CSSProperties)
}

/** As it is called in a list of provinces. */
function short(name: string): string {
  return name.replace(/^Thành phố /, 'TP. ')
}
