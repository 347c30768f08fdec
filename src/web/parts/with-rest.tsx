/**
 * A list of which the first few are shown, and a button for the others. The button goes when it is pressed: whoever pressed it goes on, by
 * keys or by ear, at the first that was hidden. Knows no list.
 */
import { Button, Stack } from '@mantine/core'
import { type ReactNode, useRef } from 'react'
import { flushSync } from 'react-dom'

export function WithRest(props: {
  /** Rows or items that stand now; the others come behind them. */
  readonly shown: number
  /** 0: no button. */
  readonly hidden: number
  /** On the button. */
  readonly label: string
  readonly onShow: () => void
  /** One table or list. */
  readonly children: ReactNode
}) {
  const { shown, hidden, label, onShow } = props
  const around = useRef<HTMLDivElement>(null)
  const show = () => {
    flushSync(onShow)
    const next = around.current?.querySelector('tbody, ul, ol')?.children[shown]
    if (!(next instanceof HTMLElement)) return
    next.tabIndex = -1
    next.focus()
  }
  return (
    <Stack ref={around} gap="sm" align="stretch">
      {props.children}
      {hidden > 0 && (
        <Button variant="default" size="sm" style={{ alignSelf: 'flex-start' }} onClick={show}>
          {label}
        </Button>
      )}
    </Stack>
  )
}
