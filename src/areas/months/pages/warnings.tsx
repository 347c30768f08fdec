/** What nobody may overlook before the figures are used: so far, does not add up. All of it, above everything else. */
import type { Prose } from '../../../report/documents/prose.ts'
import { Notice } from '../../../web/parts/states.tsx'
import classes from './report.module.css'
import { Pieces } from './report-view.tsx'
import { useWords } from './words.ts'

/** Shown at once; the rest is one press away. */
const SHOWN = 5

export function Warnings({ prose }: { prose: Prose }) {
  const { t } = useWords()
  const warnings = prose.report.sections
    .flatMap(({ blocks }) => blocks)
    .flatMap(block => (block.is === 'notice' && block.weight === 'warning' ? [block] : []))
  if (warnings.length === 0) return <Notice gravity="good">{t('warnings.none')}</Notice>
  const lines = warnings.map(({ runs }, at) => (
    <li key={at}>
      <Pieces prose={prose} pieces={prose.pieces(runs)} />
    </li>
  ))
  const more = warnings.length - SHOWN
  return (
    <Notice gravity="warn" title={t('warnings.title', { count: warnings.length })}>
      <ul className={classes.warnings}>{lines.slice(0, SHOWN)}</ul>
      {more > 0 && (
        <details>
          <summary>{t('warnings.more', { count: more })}</summary>
          <ul className={classes.warnings}>{lines.slice(SHOWN)}</ul>
        </details>
      )}
    </Notice>
  )
}
