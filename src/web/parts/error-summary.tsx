/**
 * What keeps a form from being sent, above it: takes the focus, and each line leads to its field.
 * The same sentences stand beside the fields. Give it a new `faults` array at each attempt; it takes the focus again.
 */
import { Anchor } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { language } from '../i18n.ts'
import { type Problem, placesOf } from '../problem.ts'
import { useWords } from '../use-words.ts'
import classes from './error-summary.module.css'

export interface FieldFault {
  /** Id of the field; null: of the whole form. */
  readonly field: string | null
  readonly sentence: string
}

export function ErrorSummary({ faults }: { faults: readonly FieldFault[] }) {
  const { t } = useWords('shell')
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (faults.length > 0) box.current?.focus()
  }, [faults])
  if (faults.length === 0) return null
  return (
    <div ref={box} role="alert" tabIndex={-1} className={classes.box} aria-labelledby="faults-title">
      <h2 id="faults-title" className={classes.title}>
        {t('faults.title')}
      </h2>
      <ul className={classes.faults}>
        {faults.map(({ field, sentence }) => (
          <li key={`${field} ${sentence}`}>
            {field === null ? (
              sentence
            ) : (
              <Anchor
                href={`#${field}`}
                underline="always"
                className={`loa-target ${classes.link}`}
                onClick={event => {
                  event.preventDefault()
                  focusField(field)
                }}
              >
                {sentence}
              </Anchor>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Also where it is folded away. */
export function focusField(id: string): void {
  const field = document.getElementById(id)
  field?.closest('details')?.setAttribute('open', '')
  field?.focus()
}

/** The sentence for one field, as Mantine's `error`. */
export function faultOf(faults: readonly FieldFault[], field: string): string | null {
  return faults.find(fault => fault.field === field)?.sentence ?? null
}

/**
 * A failed request as faults of a form: those that the server names by path go to their fields, the rest to the form.
 * `fieldOf` gives the id of the field of a path of the request's body; null: it has none.
 */
export function faultsOf(problem: Problem, fieldOf: (path: string) => string | null): FieldFault[] {
  const spoken = language()
  const places = placesOf(problem)
  if (places.length === 0) return [{ field: null, sentence: problem.sentence(spoken) }]
  return places.map(place => {
    const field = fieldOf(place.path)
    const isNamed = field !== null || problem.faults.length > 0
    return { field, sentence: isNamed ? place[spoken] : problem.sentence(spoken) }
  })
}
