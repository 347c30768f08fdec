/**
 * What was just done, said at the head of the page that it led to: seen as well as heard. It is gone when that page is left,
 * and in another language.
 */
import { useLayoutEffect, useSyncExternalStore } from 'react'
import { language, useLanguage } from '../i18n.ts'
import { announce } from './announcer.tsx'

interface Confirmed {
  readonly sentence: string
  readonly path: string
  readonly spoken: string
}

let confirmed: Confirmed | null = null
const listeners = new Set<() => void>()

/** On the page that is open now. */
export function confirmHere(sentence: string): void {
  announce(sentence)
  keep({ sentence, path: location.pathname, spoken: language() })
}

export function useConfirmed(): string | null {
  const spoken = useLanguage()
  const now = useSyncExternalStore(listen, () => confirmed)
  const { pathname } = location
  useLayoutEffect(
    () => () => {
      if (confirmed?.path === pathname) keep(null)
    },
    [pathname],
  )
  return now !== null && now.path === pathname && now.spoken === spoken ? now.sentence : null
}

function keep(next: Confirmed | null): void {
  confirmed = next
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
