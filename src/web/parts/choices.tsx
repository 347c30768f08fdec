/** One of several, or several of them: each with its words. `name`: each choice can be led to by `name-value`. */
import { Checkbox, Radio, Stack } from '@mantine/core'
import type { ReactNode } from 'react'

export type Choice<Value extends string = string> = readonly [value: Value, label: string, hint?: string]

interface Props<Value extends string, Held, Given> {
  readonly id?: string
  readonly name?: string
  readonly label?: string
  readonly 'aria-label'?: string
  readonly description?: string
  readonly error?: string | null
  readonly value: Held
  readonly choices: readonly Choice<Value>[]
  readonly gap?: 'xs' | 'sm'
  readonly children?: ReactNode
  readonly onChange: (chosen: Given) => void
}

export function OneOf<Value extends string>(props: Props<Value, Value | null, Value>) {
  const { choices, gap, children, id, onChange, ...rest } = props
  return (
    <Radio.Group {...rest} {...groupOf(id, props.name)} onChange={onChange as (chosen: string) => void}>
      <Stack gap={gap ?? 'xs'} mt={props.label === undefined ? 0 : 'xs'}>
        {choices.map(([value, label, hint]) => (
          <Radio key={value} {...choiceOf(props.name, value)} label={label} description={hint} />
        ))}
        {children}
      </Stack>
    </Radio.Group>
  )
}

export function SomeOf<Value extends string>(props: Props<Value, readonly Value[], Value[]>) {
  const { choices, gap, children, id, value, onChange, ...rest } = props
  return (
    <Checkbox.Group
      {...rest}
      {...groupOf(id, props.name)}
      value={[...value]}
      onChange={onChange as (chosen: string[]) => void}
    >
      <Stack gap={gap ?? 'xs'} mt="xs">
        {choices.map(([value, label, hint]) => (
          <Checkbox key={value} {...choiceOf(props.name, value)} label={label} description={hint} />
        ))}
        {children}
      </Stack>
    </Checkbox.Group>
  )
}

/** A summary of faults leads to the first choice by its id, else to the group. */
function groupOf(id: string | undefined, name: string | undefined) {
  return id === undefined || name !== undefined ? {} : { id, tabIndex: -1 }
}

function choiceOf(name: string | undefined, value: string) {
  return name === undefined ? { value } : { value, id: `${name}-${value}` }
}
