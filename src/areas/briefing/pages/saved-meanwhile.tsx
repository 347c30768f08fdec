/** Somebody else has saved what is being written here: their text, beside the form that says it otherwise. */
import { Notice } from '../../../web/parts/states.tsx'
import type { Instruction, Minute } from '../model.ts'
import classes from './briefing.module.css'
import { useWords } from './words.ts'

type Theirs = Pick<Instruction | Minute, 'text' | 'updatedBy'>

export function SavedMeanwhile({ theirs: { text, updatedBy } }: { theirs: Theirs }) {
  const { t } = useWords()
  return (
    <Notice gravity="warn" role="alert" title={t('conflict.title', { by: updatedBy.name })}>
      <p className={classes.text}>{text}</p>
      <p>{t('minutes.conflict')}</p>
    </Notice>
  )
}
