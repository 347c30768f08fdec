/** The window of a dialogue, in the middle or at the side. Opens after it is drawn, so that the focus finds its way back. */
import { Drawer, Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import classes from './dialogue.module.css'
import type { WindowProps } from './dialogue.tsx'

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
