/**
 * A choice of a page that stands in its address: which of its records are shown, at which time, of which place. A reload, a link
 * that is sent and the way back show the same. Each choice takes the place of the one before in the browser's history.
 */
import { useNavigate, useRouterState, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

/** Null: nothing is said, or nothing that `knows`. What is the same as saying nothing is chosen by null. */
export function useInAddress<Value extends string>(
  name: string,
  knows: (said: string) => said is Value,
): readonly [chosen: Value | null, choose: (to: Value | null) => void] {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const navigate = useNavigate()
  const choose = useCallback(
    (to: Value | null) => {
      const next = (before: Readonly<Record<string, unknown>>) => {
        const { [name]: _, ...others } = before
        return to === null ? others : { ...others, [name]: to }
      }
      void navigate({ to: '.', search: next as never, replace: true, resetScroll: false })
    },
    [name, navigate],
  )
  // An address is read as JSON where it is that: a code of digits comes as a number.
  const given = search[name]
  const said = typeof given === 'number' || given === true ? String(given) : given
  return [typeof said === 'string' && knows(said) ? said : null, choose]
}

/** One of a few. */
export function isOneOf<const Value extends string>(values: readonly Value[]) {
  return (said: string): said is Value => (values as readonly string[]).includes(said)
}

/** What a link to this page asks for behind the # of its address, to be forgotten once it is done. Null: nothing that the pattern knows. */
export function useAsked(pattern: RegExp): { readonly what: string | null; readonly forget: () => void } {
  const hash = useRouterState({ select: ({ location }) => location.hash })
  const navigate = useNavigate()
  const what = pattern.exec(hash)?.[1] ?? null
  const forget = () => {
    if (what !== null) void navigate({ to: '.', search: true, hash: '', replace: true, resetScroll: false })
  }
  return { what, forget }
}

const SAID_MAX = 100

/** Whatever was typed. */
export function isShort(said: string): said is string {
  return said.length <= SAID_MAX
}
