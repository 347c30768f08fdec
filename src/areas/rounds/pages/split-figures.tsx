/** Under a text: how it is encoded, how many ordinary SMS it takes, how many letters still fit. */
import { grouped } from '../../../web/numbers.ts'
import { useWords } from './message-words.ts'
import type { Preview } from './preview.ts'
import classes from './split-figures.module.css'

export function SplitFigures({ preview }: { preview: Preview }) {
  const { t, spoken } = useWords()
  if (preview.is === 'refused') return <p className={classes.refused}>{preview.failure.sentence(spoken)}</p>
  const split = preview.is === 'split' ? preview.split : null
  const isNormalised = split?.remarks.some(({ is }) => is === 'normalised') ?? false
  const letters = t('split.letters')
  const figures = [
    [t('split.encoding'), split === null ? '–' : t(`split.${split.encoding}`)],
    [t('split.segments'), `${grouped(split?.segments ?? 0, spoken)} ${t('split.segmentsUnit')}`],
    [t('split.left'), split === null ? '–' : `${split.unitsLeft} ${letters}`],
    [t('split.length'), `${grouped(split?.units ?? 0, spoken)} ${letters}`],
  ] as const
  return (
    <>
      <dl className={classes.figures}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isNormalised && <p className="loa-quiet">{t('split.normalised')}</p>}
    </>
  )
}
