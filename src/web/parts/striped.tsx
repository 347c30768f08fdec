/** What belongs to an exercise has a striped edge: it looks like nothing that is live. */
import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './striped.module.css'

export function Striped(props: { readonly isExercise: boolean; readonly children: ReactNode }) {
  const content = <Stack gap="xl">{props.children}</Stack>
  return props.isExercise ? <div className={classes.exercise}>{content}</div> : content
}
