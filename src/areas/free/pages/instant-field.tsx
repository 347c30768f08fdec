/**
 * A day and a time of the list's own clocks. What was entered is spelled out below it: a browser shows the field in its
 * own order, and the end of a day is the beginning of the next.
 */
import { TextInput } from '@mantine/core'
import { compatibleIso } from '../../../base/wall-time.ts'
import { useLanguage } from '../../../web/i18n.ts'
import { spelledOut } from '../../rounds/pages/local-time.ts'
import { useWords } from './words.ts'

const SECOND_MS = 1000

export function InstantField(props: {
  readonly id: string
  readonly error: string | null
  readonly label: string
  /** `2020-02-01T00:00`, or with seconds; empty: not yet. */
  readonly value: string
  readonly timeZone: string
  /** The first instant that is not meant any more. */
  readonly isEnd?: boolean
  readonly onChange: (value: string) => void
}) {
  const t = useWords()
  const spoken = useLanguage()
  const { value, timeZone } = props
  const at = compatibleIso(value, timeZone)
  // Only where somebody has written seconds: else they are in the way.
  const hasSeconds = value.length > 16
  const means = () => {
    if (at === null || hasSeconds) return null
    if (!props.isEnd || !value.endsWith('T00:00')) return spelledOut(at, timeZone, spoken)
    const last = new Date(Date.parse(at) - SECOND_MS).toISOString()
    const [, ...day] = spelledOut(last, timeZone, spoken).split(' ')
    return t('form.endOf', { day: day.join(' ') })
  }
  const meant = means()
  return (
    <TextInput
      id={props.id}
      type="datetime-local"
      maw="26rem"
      {...(hasSeconds && { step: 1 })}
      label={props.label}
      error={props.error}
      value={value}
      onChange={event => props.onChange(event.currentTarget.value)}
      inputContainer={field => (
        <>
          {field}
          {meant !== null && <p className="loa-quiet">{meant}</p>}
        </>
      )}
    />
  )
}
