/** A dialogue over the page: a title, a way out, and what is in it only while it is open. Its head is no landmark. */
import { Button, Drawer, Group, Modal, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useWords } from '../use-words.ts'
import classes from './dialogue.module.css'
import { RowButton } from './records.tsx'

export function Dialogue(props: {
  isOpen: boolean
  title: string
  /** lg: for what is long; a side of the window: for the menu. */
  size?: 'md' | 'lg'
  /** What is shown once is not lost by a click beside it. */
  isKept?: boolean
  onClose: () => void
  children: ReactNode
}) {
  const { t } = useWords('shell')
  return (
    <Modal.Root
      opened={props.isOpen}
      onClose={props.onClose}
      size={props.size ?? 'md'}
      closeOnClickOutside={props.isKept !== true}
      centered
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes.head}>
          <Modal.Title className={classes.title}>{props.title}</Modal.Title>
          <Modal.CloseButton size={44} aria-label={t('confirm.close')} />
        </div>
        <Modal.Body>{props.children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

/** Something to be confirmed by a press: what will happen in words, a way out, the deed. It closes when it is done. */
export function Confirm(props: {
  isOpen: boolean
  title: string
  deed: string
  isBusy?: boolean
  onConfirm: () => Promise<unknown>
  onClose: () => void
  children: ReactNode
}) {
  const { t } = useWords('shell')
  return (
    <Dialogue isOpen={props.isOpen} onClose={props.onClose} title={props.title}>
      <Stack>
        {props.children}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t('confirm.cancel')}
          </Button>
          <Button
            data-autofocus
            loading={props.isBusy === true}
            onClick={() => void props.onConfirm().then(props.onClose)}
          >
            {props.deed}
          </Button>
        </Group>
      </Stack>
    </Dialogue>
  )
}

/** A button and the dialogue that it opens, both under one title. Of a record it is small, and called by it too. */
export function ButtonToDialogue(props: {
  label: string
  /** Which record. */
  of?: string
  /** Of the dialogue, where it is not the button's. */
  title?: string
  variant?: 'default' | 'filled'
  size?: 'md' | 'lg'
  isKept?: boolean
  children: (close: () => void) => ReactNode
}) {
  const [isOpen, { open, close }] = useDisclosure(false)
  const { label, of, title = label, variant = 'filled', children, ...rest } = props
  return (
    <>
      {of === undefined ? (
        <Button variant={variant} onClick={open}>
          {label}
        </Button>
      ) : (
        <RowButton of={of} onClick={open}>
          {label}
        </RowButton>
      )}
      <Dialogue {...rest} isOpen={isOpen} onClose={close} title={title}>
        {children(close)}
      </Dialogue>
    </>
  )
}

/** The same from the right side: for the menu of a phone. */
export function SideDialogue(props: {
  isOpen: boolean
  title: string
  onClose: () => void
  children: ReactNode
}) {
  const { t } = useWords('shell')
  return (
    <Drawer.Root opened={props.isOpen} onClose={props.onClose} position="right" size="20rem">
      <Drawer.Overlay />
      <Drawer.Content>
        <div className={classes.head}>
          <Drawer.Title className={classes.title}>{props.title}</Drawer.Title>
          <Drawer.CloseButton size={44} aria-label={t('frame.menuClose')} />
        </div>
        <Drawer.Body>{props.children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
