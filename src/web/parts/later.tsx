/** What is below the first screen is drawn once that is: the page stands sooner, and nothing of it is left out. */
import { type ReactNode, useDeferredValue } from 'react'

export function Later({ children }: { readonly children: () => ReactNode }) {
  const isTime = useDeferredValue(true, false)
  return isTime ? children() : null
}
