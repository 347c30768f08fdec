/** Under a text: how it is encoded, how many ordinary SMS it takes, how many letters still fit. */
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../web/i18n.ts'
import { grouped } from '../../../web/numbers.ts'
import type { Preview } from './preview.ts'
import classes from './split-figures.module.css'

export function SplitFigures({ preview }: { preview: Preview }) {
  const { t } = useTranslation('rounds')
  const spoken = useLanguage()
  if (preview.is === 'refused')
    return <p className={classes.refused}>{preview.failure.sentence(spoken)}</p>
  const split = preview.is === 'split' ? preview.split : null
  const isNormalised = split?.remarks.some(({ is }) => is === 'normalised') ?? false
  return (
    <>
      <dl className={classes.figures}>
        <div>
          <dt>{t('split.encoding')}</dt>
          <dd>{split === null ? '–' : t(`split.${split.encoding}`)}</dd>
        </div>
        <div>
          <dt>{t('split.segments')}</dt>
          <dd>
            {grouped(split?.segments ?? 0, spoken)} {t('split.segmentsUnit')}
          </dd>
        </div>
        <div>
          <dt>{t('split.left')}</dt>
          <dd>{split === null ? '–' : `${split.unitsLeft} ${t('split.letters')}`}</dd>
        </div>
        <div>
          <dt>{t('split.length')}</dt>
          <dd>
            {grouped(split?.units ?? 0, spoken)} {t('split.letters')}
          </dd>
        </div>
      </dl>
      {isNormalised && <p className="loa-quiet">{t('split.normalised')}</p>}
    </>
  )
}
