/** The window of a dialogue, in the middle or at the side. Opens after it is drawn, so that the focus finds its way back. */
import { Drawer, Modal } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import classes from './dialogue.module.css'

export interface WindowProps {
  readonly isOpen: boolean
  readonly title: string
  readonly size?: string
  readonly isAtSide?: boolean
  /** What is shown once is not lost by a click beside it. */
  readonly isKept?: boolean
  readonly onClose: () => void
  readonly closeLabel: string
  readonly children: ReactNode
}

export function DialogueWindow(props: WindowProps) {
  const [isOpen, setOpen] = useState(false)
  useEffect(() => setOpen(props.isOpen), [props.isOpen])
  const Window = props.isAtSide ? Drawer : Modal
  const look = props.isAtSide ? ({ position: 'right' } as const) : { centered: true }
  return (
    <Window.Root
      opened={isOpen}
      onClose={props.onClose}
      size={props.size ?? 'md'}
      closeOnClickOutside={props.isKept !== true}
      {...look}
    >
      <Window.Overlay />
      <Window.Content>
        <div className={classes.head}>
          <Window.Title className={classes.title}>{props.title}</Window.Title>
          <Window.CloseButton size={44} aria-label={props.closeLabel} />
        </div>
        <Window.Body>{props.children}</Window.Body>
      </Window.Content>
    </Window.Root>
  )
}
