/** What both frames have: the way to the content, whose console this is, tools beside it; at the foot which version it is. */

import type { ReactNode } from 'react'
import { useInstance } from '../session.ts'
import { useWords } from '../use-words.ts'
import classes from './frame.module.css'

export function Outline(props: {
  className: string | undefined
  mainClass: string | undefined
  tools: ReactNode
  /** Between the header and the page. */
  above?: ReactNode
  /** At the foot, before the version. */
  foot?: ReactNode
  children: ReactNode
}) {
  const { t } = useWords('shell')
  const instance = useInstance()
  return (
    <div className={props.className}>
      <a className="loa-skip" href="#main">
        {t('frame.skip')}
      </a>
      <header className={classes.header}>
        <div className={classes.bar}>
          <Brand />
          {props.tools}
        </div>
      </header>
      {props.above}
      <main id="main" tabIndex={-1} className={props.mainClass}>
        {props.children}
      </main>
      <footer className={classes.footer}>
        {props.foot}
        {instance !== undefined && t('frame.version', { version: instance.version })}
        {instance?.demo != null && <span>{t('frame.demo')}</span>}
      </footer>
    </div>
  )
}

/** The product's mark and the authority whose console this is. */
function Brand() {
  const instance = useInstance()
  return (
    <div className={classes.brand}>
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <path d="M4 13h6l10-7v20l-10-7H4z" fill="currentColor" />
        <path
          d="M24.5 11a7.5 7.5 0 0 1 0 10"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.6"
          strokeLinecap="round"
        />
      </svg>
      <span className={classes.product}>Loa</span>
      <span className={classes.authority}>{instance?.name ?? ''}</span>
    </div>
  )
}
