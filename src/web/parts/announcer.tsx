/** A live region for changes of state: what a screen reader says. Counts never go through it. */
import { useLayoutEffect, useSyncExternalStore } from 'react'
import { useLanguage } from '../i18n.ts'

let said = ''
const listeners = new Set<() => void>()

export function announce(sentence: string): void {
  said = sentence
  for (const listener of listeners) listener()
}

export function Announcer() {
  const sentence = useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => said,
  )
  const spoken = useLanguage()
  // What was said in one language does not stand on a page that speaks the other.
  useLayoutEffect(() => announce(''), [spoken])
  return (
    <div className="loa-heard" role="status" aria-live="polite" aria-atomic="true">
      {sentence}
    </div>
  )
}
