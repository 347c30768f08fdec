/** A long table in a window of its own, which is moved by keyboard too. */
import type { ReactNode } from 'react'
import classes from './plan.module.css'

export function Scrolled(props: {
  readonly label: string
  /** As tall as the country beside it. */
  readonly isTall?: boolean
  readonly children: ReactNode
}) {
  const { label, isTall, children } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: it is no landmark, and no field
    <div
      role="group"
      className={isTall ? classes.tall : classes.scroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than its window is moved by keyboard too
      tabIndex={0}
      aria-label={label}
    >
      {children}
    </div>
  )
}
