/** The country as tiles, an area each: its level as a figure, filled steps and a colour; whether it is decided for it, by its edge. */
import { Text } from '@mantine/core'
import type { CSSProperties } from 'react'
import { wallDate } from '../../../base/wall-time.ts'
import type { Plan } from '../../../plan/plan.ts'
import { type Tile, TileSample, CountryTiles as Tiles, tileName } from '../../../web/parts/country-tiles.tsx'
import type { SituationView } from '../model.ts'
import { tilesOn } from './area-tiles.ts'
import { degreeOf, ranked } from './degrees.ts'
import { Steps } from './level-mark.tsx'
import classes from './plan.module.css'
import { useWords } from './words.ts'

export type SituationArea = SituationView['areas'][number]
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
    <Tiles
      title={t('map.title')}
      className={classes.tile ?? ''}
      isChosen={area => area === chosen}
      onChoose={onChoose}
      tiles={tiles.flatMap(({ area, column, row }): readonly Tile[] => {
        const standing = known.get(area)
        if (standing === undefined) return []
        const degree = degreeOf(levels, standing.level)
        const how = t(`how.${standing.is}`)
        const level = degree?.level.name[spoken] ?? standing.level
        return [
          {
            id: area,
            name: tileName(standing.name),
            column,
            row,
            look: standing.is,
            style: styleOf(degree?.level.colour),
            says: level === null ? how : `${level} (${how})`,
            sign:
              degree === null ? (
                (SIGNS[standing.is] ?? standing.level ?? '–')
              ) : (
                <>
                  {degree.at} <Steps degree={degree} />
                </>
              ),
          },
        ]
      })}
    />
  )
}

const SIGNS: Readonly<Partial<Record<SituationArea['is'], string>>> = { unclear: '?', undecided: '–' }

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
              <TileSample className={classes.tile ?? ''} style={styleOf(level.colour)} />
              <Steps degree={degree} />
              <span>
                <span className="loa-figure">{at}</span> {level.name[spoken]}
                <span className="loa-heard"> ({t('map.degree', { at, of })})</span>: {t('map.count', { count })}
              </span>
            </li>
          )
        })}
      </ul>
      <ul className={classes.key}>
        {hows.map(how => (
          <li key={how}>
            <TileSample className={classes.tile ?? ''} look={how} />
            <span>
              {t(`how.${how}`)}: {t('map.count', { count: areas.filter(({ is }) => is === how).length })}
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
