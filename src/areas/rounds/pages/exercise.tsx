/** A round that is an exercise for good, by a word, a sentence and an edge: nobody takes it for a live one. */
import type { ReactNode } from 'react'
import type { Purpose } from '../../../directive/documents.ts'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { Notice } from '../../../web/parts/states.tsx'
import { Striped } from '../../../web/parts/striped.tsx'
import { useWords } from './words.ts'

interface Of {
  readonly purpose: Purpose
}

export function ExerciseBadge({ purpose }: Of) {
  const { t } = useWords()
  return purpose === 'exercise' && <StateBadge look="off">{t('exercise.badge')}</StateBadge>
}

export function ExerciseEdge({ of, children }: { readonly of: Of; readonly children: ReactNode }) {
  const { t } = useWords()
  const isExercise = of.purpose === 'exercise'
  return (
    <Striped isExercise={isExercise}>
      {isExercise && (
        <Notice gravity="info" title={t('exercise.round')}>
          {t('exercise.roundWhy')}
        </Notice>
      )}
      {children}
    </Striped>
  )
}
