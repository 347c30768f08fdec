/**
 * A state as a word, a shape and a colour. The word says it; shape and colour only find it again at a glance, so neither
 * a printout nor colour-blindness takes anything away.
 */
import classes from './state-badge.module.css'

/** idle: nothing asked. waiting: someone must act. busy: going on. good, warn, bad: how it went or goes. off: ended by choice. */
export type Look = 'idle' | 'waiting' | 'busy' | 'good' | 'warn' | 'bad' | 'off'

export function StateBadge({ look, children }: { look: Look; children: string }) {
  return (
    <span className={classes.badge} data-look={look}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
        {SHAPES[look]}
      </svg>
      {children}
    </span>
  )
}

/** ring, hourglass, arrow, disc, triangle, cross, square. */
const SHAPES: Readonly<Record<Look, React.ReactNode>> = {
  idle: <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="2" />,
  waiting: <path d="M2 1h8L6.8 6 10 11H2l3.2-5z" fill="currentColor" />,
  busy: <path d="M2.5 1 11 6l-8.5 5z" fill="currentColor" />,
  good: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  warn: <path d="M6 .8 11.6 11H.4z" fill="currentColor" />,
  bad: <path d="m1.5 1.5 9 9m0-9-9 9" stroke="currentColor" strokeWidth="2.6" />,
  off: <path d="M1.5 1.5h9v9h-9z" fill="currentColor" />,
}
