/** The product's mark and the authority whose console this is. */
import { useInstance } from '../session.ts'
import classes from './frame.module.css'

export function Brand() {
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
