/** What was found, as a file: one that proves itself, or one for a spreadsheet. */
import { Button, Group } from '@mantine/core'
import { announce } from '../../../web/parts/announcer.tsx'
import { useDeed } from '../../../web/parts/deed.ts'
import { saveAnswer } from '../../../web/parts/save-answer.ts'
import { ProblemNotice } from '../../../web/parts/states.tsx'
import { queries } from '../../../web/session.ts'
import { askedFor } from './days.ts'
import classes from './trail.module.css'
import type { TrailSearch } from './trail-search.ts'
import { useWords } from './words.ts'

export function Export({ search }: { search: TrailSearch }) {
  const { t, spoken } = useWords()
  const { problem, isBusy, run } = useDeed(async (form: 'jsonl' | 'csv') => {
    announce(t('trail.exporting'))
    const query = new URLSearchParams({ ...askedFor(search), form, language: spoken })
    await saveAnswer(`/api/v1/trail/export?${query}`, `trail.${form}`)
    announce(t('trail.exported'))
    await queries.invalidateQueries({ queryKey: ['trail'] })
  })
  const { from: _from, to: _to, ...words } = search
  const isStretch = Object.keys(words).length === 0
  return (
    <section className={classes.export} aria-labelledby="trail-export">
      <h2 id="trail-export">{t('trail.export')}</h2>
      <p>{t(isStretch ? 'trail.exportStretch' : 'trail.exportFiltered')}</p>
      <p>{t('trail.exportRecorded')}</p>
      <ProblemNotice problem={problem} />
      <Group gap="sm">
        <Button variant="default" loading={isBusy} onClick={() => void run('jsonl')}>
          {t('trail.exportProof')}
        </Button>
        <Button variant="default" loading={isBusy} onClick={() => void run('csv')}>
          {t('trail.exportTable')}
        </Button>
      </Group>
      <p className="loa-quiet">
        {t('trail.exportHow')} <code>loa trail verify trail.jsonl</code>
      </p>
    </section>
  )
}
