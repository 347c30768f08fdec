/**
 * A whole number to be typed, within bounds. What cannot be read stays as it was typed and is told at once; the form hears of it
 * by `onUnread` and goes nowhere until it is mended. Nothing is put in place of what cannot be read: no 0, no bound.
 */
import { TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { grouped } from '../numbers.ts'
import { countWithin } from '../typed-count.ts'
import { useWords } from './words.ts'

export interface CountFieldProps {
  readonly id: string
  readonly label: string
  readonly description?: string
  readonly min: number
  readonly max: number
  readonly value: number
  /** What else is wrong with it. */
  readonly error: string | null
  readonly onChange: (value: number) => void
  /** With null when it can be read, and when the field goes. */
  readonly onUnread: (id: string, sentence: string | null) => void
  readonly mt?: string
  readonly ml?: string
}

export function CountField(props: CountFieldProps) {
  const { id, label, description, min, max, value, error, onChange, onUnread, ...place } = props
  const { t, spoken } = useWords()
  const [typed, setTyped] = useState(() => grouped(value, spoken))
  const read = countWithin(typed, { min, max })
  const known = useRef(value)
  // Another's value has come: a draft of somebody else, or one taken back.
  if (value !== known.current) {
    known.current = value
    if (value !== read) setTyped(grouped(value, spoken))
  }
  const bounds = { min: grouped(min, spoken), max: grouped(max, spoken) }
  const unread = read !== null ? null : t(typed.trim() === '' ? 'count.missing' : 'count.unread', { typed, ...bounds })
  const tell = useRef(onUnread)
  tell.current = onUnread
  useEffect(() => tell.current(id, unread), [id, unread])
  useEffect(() => () => tell.current(id, null), [id])
  return (
    <TextInput
      {...place}
      id={id}
      maw="18rem"
      label={label}
      description={description}
      inputMode="numeric"
      autoComplete="off"
      value={typed}
      error={unread ?? error}
      onChange={event => {
        const next = event.currentTarget.value
        setTyped(next)
        const count = countWithin(next, { min, max })
        if (count === null || count === value) return
        known.current = count
        onChange(count)
      }}
    />
  )
}
