/**
 * What is said of something while it is pointed at or focused; Escape takes it away. How it floats beside its target is
 * code that comes with the first one: without a server it stays unsaid, and all else works.
 */
import type { Tooltip } from '@mantine/core'
import { cloneElement, type HTMLAttributes, type ReactElement, type RefAttributes, useRef, useState } from 'react'

type Target = HTMLAttributes<HTMLElement> & RefAttributes<HTMLElement>

export function Tip(props: { label: string; children: ReactElement<Target> }) {
  const target = useRef<HTMLElement>(null)
  const [isShown, setShown] = useState(false)
  const [Floating, setFloating] = useState<typeof Tooltip | null>(null)
  const show = () => {
    setShown(true)
    import('./tip-floating.ts').then(
      ({ Floating }) => setFloating(() => Floating),
      () => {},
    )
  }
  const hide = () => setShown(false)
  return (
    <>
      {cloneElement(props.children, {
        ref: target,
        onPointerEnter: show,
        onPointerLeave: hide,
        onFocus: show,
        onBlur: hide,
        onKeyDown: ({ key }) => key === 'Escape' && hide(),
      })}
      {Floating && <Floating target={target} label={props.label} opened={isShown} />}
    </>
  )
}
