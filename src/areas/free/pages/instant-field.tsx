/**
 * A day and a time of the list's own clocks. What was entered is spelled out below it: a browser shows the field in its
 * own order, and the end of a day is the beginning of the next.
 */
import { compatibleIso, wallDate } from '../../../base/wall-time.ts'
import { spelledDay } from '../../../web/local-time.ts'
import { InstantField as InstantInput } from '../../../web/parts/day-fields.tsx'
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
  const { isEnd, ...field } = props
  const { value, timeZone } = field
  const at = compatibleIso(value, timeZone)
  // Only where somebody has written seconds: else they are in the way.
  const hasSeconds = value.length > 16
  const isEndOfDay = isEnd === true && value.endsWith('T00:00')
  const ends = at === null || !isEndOfDay ? null : wallDate(Date.parse(at) - SECOND_MS, timeZone)
  return (
    <InstantInput
      {...field}
      maw="26rem"
      {...(hasSeconds && { step: 1 })}
      {...(ends !== null && { means: () => t('form.endOf', { day: spelledDay(ends, spoken) ?? ends }) })}
    />
  )
}
