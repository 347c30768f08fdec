/**
 * A day and a time of the list's own clocks. What was entered is spelled out below it: a browser shows the field in its
 * own order, and the end of a day is the beginning of the next.
 */
import { TextInput } from '@mantine/core'
import { compatibleIso } from '../../../base/wall-time.ts'
import { spelledOut } from '../../../web/local-time.ts'
import type { Field } from '../../../web/parts/form.tsx'
import { useWords } from './words.ts'

const SECOND_MS = 1000

export function InstantField(
  /** What it holds: `2020-02-01T00:00`, or with seconds; empty: not yet. */
  props: Field<string> & {
    readonly label: string
    readonly timeZone: string
    /** The first instant that is not meant any more. */
    readonly isEnd?: boolean
  },
) {
  const { t, spoken } = useWords()
  const { timeZone, isEnd, ...field } = props
  const { value } = field
  const at = compatibleIso(value, timeZone)
  // Only where somebody has written seconds: else they are in the way.
  const hasSeconds = value.length > 16
  const means = () => {
    if (at === null || hasSeconds) return null
    if (!isEnd || !value.endsWith('T00:00')) return spelledOut(at, timeZone, spoken)
    const last = new Date(Date.parse(at) - SECOND_MS).toISOString()
    const [, ...day] = spelledOut(last, timeZone, spoken).split(' ')
    return t('form.endOf', { day: day.join(' ') })
  }
  const meant = means()
  return (
    <TextInput
      {...field}
      type="datetime-local"
      maw="26rem"
      {...(hasSeconds && { step: 1 })}
      inputContainer={input => (
        <>
          {input}
          {meant !== null && <p className="loa-quiet">{meant}</p>}
        </>
      )}
    />
  )
}
