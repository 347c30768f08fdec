/**
 * A dialogue over the page: a title, a way out, and what is in it only while it is open. Its head is no landmark. The window's
 * code comes as soon as a page that has a dialogue is drawn.
 */
import { Button, Group, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { arriving } from '../page-code.ts'
import { useWords } from '../use-words.ts'
import type { WindowProps } from './dialogue-window.tsx'

const code = arriving(() => import('./dialogue-window.tsx'))
const Window = lazy(async () => ({ default: (await code()).DialogueWindow }))

export type DialogueProps = Omit<WindowProps, 'size' | 'isAtSide' | 'closeLabel'> & { readonly size?: 'md' | 'lg' }

export function Dialogue(props: DialogueProps) {
  const { t } = useWords('shell')
  useEffect(() => void code().catch(() => {}), [])
  return <Opened {...props} closeLabel={t('confirm.close')} />
}

/** The same from the right side: for the menu of a phone. */
export function SideDialogue(props: Omit<DialogueProps, 'size' | 'isKept'>) {
  const { t } = useWords('shell')
  return <Opened {...props} isAtSide size="20rem" closeLabel={t('frame.menuClose')} />
}

/** Nothing before it is opened for the first time. */
function Opened(props: WindowProps) {
  const [wasOpen, setWasOpen] = useState(props.isOpen)
  if (props.isOpen && !wasOpen) setWasOpen(true)
  return (
    wasOpen && (
      <Suspense fallback={null}>
        <Window {...props} />
      </Suspense>
    )
  )
}

/** Something to be confirmed by a press: what will happen in words, a way out, the deed. It closes when it is done. */
export function Confirm(props: {
  isOpen: boolean
  title: string
  deed: string
  size?: 'md' | 'lg'
  isBusy?: boolean
  onConfirm: () => Promise<unknown>
  onClose: () => void
  children: ReactNode
}) {
  const { t } = useWords('shell')
  return (
    <Dialogue
      isOpen={props.isOpen}
      onClose={props.onClose}
      title={props.title}
      {...(props.size && { size: props.size })}
    >
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

/** A button of one record, called by what it does and to which. */
export function RowButton(props: { of: string | undefined; onClick: () => void; children: string }) {
  const { of, children } = props
  return (
    <Button
      variant="default"
      size="sm"
      onClick={props.onClick}
      {...(of !== undefined && { 'aria-label': `${children}: ${of}` })}
    >
      {children}
    </Button>
  )
}
