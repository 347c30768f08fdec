/** A long table in a window of its own, which is moved by keyboard too. */
import type { ReactNode } from 'react'
import classes from './plan.module.css'

export function Scrolled({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than its window is moved by keyboard too
    <section className={classes.scroll} tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}
