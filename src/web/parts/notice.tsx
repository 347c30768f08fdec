/** A sentence that people must see: how grave it is as a word, a bar and a colour; what to do as a button beside it. */
import type { ReactNode } from 'react'
import classes from './notice.module.css'

export type Gravity = 'info' | 'good' | 'warn' | 'bad'

export function Notice(props: {
  gravity: Gravity
  title?: string
  children?: ReactNode
  action?: ReactNode
  /** alert: read out at once. status: when there is a pause. none: part of the page. */
  role?: 'alert' | 'status'
}) {
  return (
    <div className={classes.notice} data-gravity={props.gravity} role={props.role}>
      <div className={classes.words}>
        {props.title !== undefined && <p className={classes.title}>{props.title}</p>}
        {props.children !== undefined && <div>{props.children}</div>}
      </div>
      {props.action}
    </div>
  )
}
