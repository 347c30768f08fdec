/** Two people wrote the same: the frame in which both are shown and the reader chooses. Takes the focus. */
import { type ReactNode, useEffect, useRef } from 'react'
import classes from './conflict.module.css'

export function ConflictFrame({ title, children }: { title: string; children: ReactNode }) {
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <section ref={box} tabIndex={-1} role="alert" className={classes.box} aria-labelledby="conflict-title">
      <h2 id="conflict-title" className={classes.title}>
        {title}
      </h2>
      {children}
    </section>
  )
}

/** A text as it was written. */
export function Written({ lang, children }: { lang?: string; children: string }) {
  return (
    <div className={classes.text} lang={lang}>
      {children}
    </div>
  )
}
