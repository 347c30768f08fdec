/** A day and a time of the plan's clocks, spelled out below: a browser shows the field in its own order. */
import { TextInput } from '@mantine/core'
import { compatibleIso } from '../../../base/wall-time.ts'
import { spelledOut } from '../../../web/local-time.ts'
import type { Field } from '../../../web/parts/form.tsx'
import { useWords } from './words.ts'

export function InstantField(
  props: Field<string> & { readonly label: string; readonly timeZone: string },
) {
  const { spoken } = useWords()
  const { timeZone, ...field } = props
  const at = compatibleIso(field.value, timeZone)
  return (
    <TextInput
      {...field}
      type="datetime-local"
      maw="26rem"
      inputContainer={input => (
        <>
          {input}
          {at !== null && <p className="loa-quiet">{spelledOut(at, timeZone, spoken)}</p>}
        </>
      )}
    />
  )
}
