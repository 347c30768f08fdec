/** A level as people find it again: how high it is as filled steps and a figure, its colour, and its name, which says it. */
import type { Level } from '../../../plan/plan.ts'
import { type Degree, degreeOf } from './degrees.ts'
import classes from './plan.module.css'
import { useWords } from './words.ts'

const STEP = 7
const TALL = 12

/** As many steps as the plan has levels; those up to this one are filled. */
export function Steps({ degree }: { degree: Degree }) {
  const { at, of, level } = degree
  return (
    <svg
      className={classes.steps}
      viewBox={`0 0 ${of * STEP} ${TALL}`}
      width={of * STEP}
      height={TALL}
      aria-hidden="true"
      focusable="false"
    >
      {Array.from({ length: of }, (_, place) => {
        const height = Math.round(((place + 1) * TALL) / of)
        return (
          <rect
            key={place}
            x={place * STEP + 0.75}
            y={TALL - height + 0.75}
            width={STEP - 2}
            height={Math.max(1.5, height - 1.5)}
            fill={place < at ? level.colour : 'none'}
          />
        )
      })}
    </svg>
  )
}

export function LevelMark({ levels, id }: { levels: readonly Level[]; id: string | null }) {
  const { t, spoken } = useWords()
  const degree = degreeOf(levels, id)
  if (degree === null) return <span className="loa-quiet">{id ?? t('level.none')}</span>
  return (
    <span className={classes.level}>
      <Steps degree={degree} />
      <span className="loa-figure">{degree.at}</span>
      <span>{degree.level.name[spoken]}</span>
    </span>
  )
}
