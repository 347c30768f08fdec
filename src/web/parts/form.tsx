/**
 * Forms. A page says its values, what is wrong with them before they go, and how they are sent; `useForm` keeps them and
 * what the server found, `Form` draws the summary of faults, the fields and the buttons.
 *
 *   const form = useForm({ prefix: 'door', values: { name: '' }, check: …, send: … })
 *   <Form of={form} submit={t('add')} cancel={onClose}>
 *     <TextInput label={t('name')} {...form.field('name')} />
 *   </Form>
 *
 * Faults stay as they are until the next attempt. A field's id is its name after the prefix, with dashes for dots.
 */
import { Button, Group, Stack, type StackProps } from '@mantine/core'
import { deepEqual, Link } from '@tanstack/react-router'
import { type ReactNode, type SyntheticEvent, useRef, useState } from 'react'
import { language } from '../i18n.ts'
import type { Problem } from '../problem.ts'
import { useWords } from '../use-words.ts'
import { useDeed } from './deed.ts'
import { ErrorSummary, type FieldFault, faultOf, faultsOf } from './error-summary.tsx'

/** Faults by field, in the order of the page; what is false or null is none. */
export type Checked = Readonly<Record<string, string | false | null>>

/** Faults that are shown above several forms, and are still told when one of them is drawn anew. */
export type Faults = readonly [readonly FieldFault[], (faults: readonly FieldFault[]) => void]

export function useFaults(): Faults {
  return useState<readonly FieldFault[]>([])
}

/** What a field of Mantine needs; `T` is what it holds. */
export interface Field<T> extends Bound {
  readonly value: T
}

interface Box extends Bound {
  readonly checked: boolean
}

interface Bound {
  readonly id: string
  readonly error: string | null
  /** Of an event, or of the value itself. */
  readonly onChange: (given: unknown) => void
}

export type FormOf<Values extends object> = ReturnType<typeof useForm<Values>>

export function useForm<Values extends object>(of: {
  readonly values: Values
  readonly prefix?: string
  /** Where a field's id is not its name after the prefix. */
  readonly ids?: Readonly<Record<string, string>>
  /** Fields by their path in the request's body, where that is not their name. */
  readonly paths?: Readonly<Record<string, string>> | ((path: string) => string | undefined)
  /** Problems that belong to one field, by their code; with a sentence where the server's does not fit. */
  readonly codes?: Readonly<Record<string, string | readonly [field: string, sentence: string]>>
  /** Other sentences than the server's; null: the server's. */
  readonly onProblem?: (problem: Problem) => Checked | null
  /** Null: not now, for a reason that the page shows by itself. */
  readonly check?: (values: Values) => Checked | null
  readonly send: (values: Values, once: string) => Promise<unknown>
  /** Without it they stand above the fields. one-field: at the one there is, which takes the focus. */
  readonly faults?: Faults | 'one-field'
}) {
  const form = useValues(of.values)
  const own = useFaults()
  const [faults, setFaults] = typeof of.faults === 'object' ? of.faults : own
  const idOf = (name: string) =>
    of.ids?.[name] ?? [of.prefix, ...name.split('.')].filter(part => part !== undefined).join('-')
  const listed = (checked: Checked): readonly FieldFault[] =>
    Object.entries(checked).flatMap(([name, sentence]) =>
      typeof sentence === 'string' ? [{ field: idOf(name), sentence }] : [],
    )
  const show = (found: readonly FieldFault[]) => {
    setFaults(found)
    if (of.faults === 'one-field') document.getElementById(found[0]?.field ?? '')?.focus()
  }
  const told = (problem: Problem): readonly FieldFault[] => {
    const own = of.onProblem?.(problem) ?? null
    if (own !== null) return listed(own)
    const known = of.codes?.[problem.code]
    if (known !== undefined)
      return listed(typeof known === 'string' ? { [known]: problem.sentence(language()) } : { [known[0]]: known[1] })
    return faultsOf(problem, path => {
      const named = typeof of.paths === 'function' ? of.paths(path) : of.paths?.[path]
      const name = named ?? (path in form.values ? path : undefined)
      return name === undefined ? null : idOf(name)
    })
  }
  const deed = useDeed(of.send, problem => show(told(problem)))
  const submit = async () => {
    if (deed.isBusy) return false
    const values = form.now()
    const checked = of.check === undefined ? {} : of.check(values)
    const found = listed(checked ?? {})
    show(found)
    return checked !== null && found.length === 0 && (await deed.run(values))
  }
  const bound = (path: string) => ({
    id: idOf(path),
    error: faultOf(faults, idOf(path)),
    onChange: (given: unknown) => form.setAt(path.split('.'), givenBy(given)),
  })
  // What stands there has the type that the page says: it began with it.
  const held = <T,>(path: string) => valueAt(form.values, path.split('.')) as T
  const field = <Name extends keyof Values & string>(name: Name): Field<Values[Name]> => ({
    ...bound(name),
    value: form.values[name],
  })
  return {
    values: form.values,
    faults,
    /** Null: shown above several forms, or at the one field. */
    summary: of.faults === undefined ? faults : null,
    isBusy: deed.isBusy,
    isDirty: form.isDirty,
    field,
    /** Of a list: `recipients.2.vi`. */
    inner: (path: string): Field<string> => ({ ...bound(path), value: held(path) }),
    box: (name: keyof Values & string): Box => ({ ...bound(name), checked: held(name) }),
    set: form.set,
    /** Faults that came to light elsewhere. */
    tell: (checked: Checked) => show(listed(checked)),
    /** Why another deed of the same page was not done. */
    show: (problem: Problem) => show(told(problem)),
    /** These are saved: nothing of them is lost by leaving. */
    settle: form.settle,
    /** Whether it was done. */
    submit,
  }
}

/** Summary, fields, buttons. With `cancel` the buttons stand at the end, as in a dialogue. */
export function Form<Values extends object>(props: {
  of: FormOf<Values>
  submit: string
  children?: ReactNode
  /** A path of the console, or what to do. */
  cancel?: string | (() => void)
  cancelWord?: string
  /** wide: one button as wide as the fields. beside: in one line with them. */
  place?: 'start' | 'end' | 'wide' | 'beside'
  variant?: 'default'
  color?: string
  gap?: StackProps['gap']
  maw?: string
}) {
  const { t } = useWords('shell')
  const { of, cancel, place = typeof cancel === 'function' ? 'end' : 'start' } = props
  const { variant = 'filled', color, gap = 'md', maw } = props
  const deed = (
    <Button type="submit" variant={variant} loading={of.isBusy} {...(color && { color })}>
      {props.submit}
    </Button>
  )
  const word = props.cancelWord ?? t('confirm.cancel')
  const back =
    typeof cancel === 'string' ? (
      <Button component={Link} to={cancel} variant="default">
        {word}
      </Button>
    ) : (
      cancel && (
        <Button variant="default" onClick={cancel}>
          {word}
        </Button>
      )
    )
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void of.submit()
      }}
    >
      <Stack gap={gap} maw={maw}>
        {of.summary !== null && <ErrorSummary faults={of.summary} />}
        {place === 'beside' ? (
          <Group align="flex-end" gap="sm">
            {props.children}
            {deed}
          </Group>
        ) : (
          props.children
        )}
        {place === 'wide' && deed}
        {place === 'start' && (
          <Group gap="sm">
            {deed}
            {back}
          </Group>
        )}
        {place === 'end' && (
          <Group justify="flex-end">
            {back}
            {deed}
          </Group>
        )}
      </Stack>
    </form>
  )
}

/** What is in the fields, and what was there when it was last saved. */
function useValues<Values extends object>(first: Values) {
  const [values, draw] = useState(first)
  // Ahead of what is drawn: of two changes in one event the second begins with the first.
  const latest = useRef(values)
  const saved = useRef(values)
  const put = (next: Values) => {
    latest.current = next
    draw(next)
  }
  const set = (part: Partial<Values>) => put(Object.assign({}, latest.current, part))
  return {
    values,
    now: () => latest.current,
    set,
    setAt: (path: readonly string[], value: unknown) => {
      if (valueAt(latest.current, path) !== value) put(withAt(latest.current, path, value) as Values)
    },
    settle: (part: Partial<Values>) => {
      set(part)
      saved.current = latest.current
    },
    isDirty: () => !deepEqual(latest.current, saved.current),
  }
}

function valueAt(of: unknown, path: readonly string[]): unknown {
  return path.reduce((at, key) => (at as Record<string, unknown> | undefined)?.[key], of)
}

function withAt(of: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  const inner = withAt(valueAt(of, [key]), rest, value)
  return Array.isArray(of) ? of.with(Number(key), inner) : Object.assign({}, of, { [key]: inner })
}

/** What a field says on a change: an event of an element of the page, or the value itself. */
function givenBy(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || !('nativeEvent' in given)) return given
  const { currentTarget } = given as SyntheticEvent<HTMLInputElement>
  return currentTarget.type === 'checkbox' ? currentTarget.checked : currentTarget.value
}
