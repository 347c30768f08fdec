/** Ways to other pages of the console: in a text or a table, and as a button. */
import { Anchor, Button, type ButtonProps } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

export function TextLink(props: {
  to: string
  /** What a record is called. */
  isStrong?: boolean
  className?: string
  children: ReactNode
}) {
  return (
    <Anchor
      component={Link}
      to={props.to}
      underline="always"
      className={props.className ?? 'loa-target'}
      {...(props.isStrong && { fw: 600 })}
    >
      {props.children}
    </Anchor>
  )
}

export function ButtonLink(
  props: { to: string; 'aria-label'?: string; children: ReactNode } & Pick<
    ButtonProps,
    'variant' | 'size'
  >,
) {
  return <Button component={Link} {...props} />
}
