/**
 * A day, a day and a time, or a time in the browser's own field, and below it the same in words: a browser shows such a field in its own
 * language, its own order and its own hours, so that 04/02 is read as either day and 08:00 as evening or morning. The words describe the
 * field, so that they are heard with it too.
 */
import { InputWrapperContext, TextInput, type TextInputProps } from '@mantine/core'
import { type ReactNode, use, useId } from 'react'
import { useLanguage } from '../i18n.ts'
import { instantOf, spelledDay, spelledOut } from '../local-time.ts'

interface Typed extends Omit<TextInputProps, 'type' | 'value' | 'inputContainer'> {
  /** As the browser's field holds it; empty: not yet. */
  readonly value: string
}

interface Zoned extends Typed {
  readonly timeZone: string
  /** What is said of it; without it the instant itself. */
  readonly means?: (spelled: string) => string
}

/** Holds `2026-02-04T07:00`. */
export function InstantField({ timeZone, means, ...input }: Zoned) {
  const spoken = useLanguage()
  const at = instantOf(input.value, timeZone)
  const spelled = at === null ? null : spelledOut(at, timeZone, spoken)
  const said = spelled !== null && means !== undefined ? means(spelled) : spelled
  return <TextInput {...input} type="datetime-local" inputContainer={above(said)} />
}

/** Holds `2026-02-04`. */
export function DayField({ means, ...input }: Typed & Pick<Zoned, 'means'>) {
  const spoken = useLanguage()
  const spelled = spelledDay(input.value, spoken)
  const said = spelled !== null && means !== undefined ? means(spelled) : spelled
  return <TextInput {...input} type="date" inputContainer={above(said)} />
}

/** Holds `20:00`, which some browsers show as 08:00 PM. */
export function TimeField(input: Typed) {
  const said = /^\d{2}:\d{2}$/.test(input.value) ? input.value : null
  return <TextInput {...input} type="time" inputContainer={above(said)} />
}

function above(said: string | null) {
  return (field: ReactNode) => <Said of={field} said={said} />
}

/** An input takes its description from the context alone, which names its fault and its hint: the words come after both. */
function Said({ of, said }: { of: ReactNode; said: string | null }) {
  const wrapper = use(InputWrapperContext)
  const id = useId()
  const describedBy = said === null ? wrapper.describedBy : `${wrapper.describedBy ?? ''} ${id}`.trim()
  return (
    <>
      <InputWrapperContext value={{ ...wrapper, describedBy }}>{of}</InputWrapperContext>
      {said !== null && (
        <p id={id} className="loa-quiet">
          {said}
        </p>
      )}
    </>
  )
}
