/** What was written and not saved is not left by accident: stay or go; or save first, where it can be saved as it is. */
import { Button, Stack } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { Dialogue } from '../parts/dialogue.tsx'

export function Leaving(props: {
  readonly isDirty: () => boolean
  readonly title: string
  readonly why: string
  readonly stay: string
  readonly go: string
  /** What is left is kept then, whoever goes: `run` says whether it was saved. */
  readonly save?: { readonly word: string; readonly run: () => Promise<boolean> }
}) {
  const { isDirty, save } = props
  const blocker = useBlocker({
    // Whose session has ended has to sign in again before anything can be saved; what is kept is not lost by that.
    shouldBlockFn: ({ current, next }) =>
      isDirty() &&
      current.pathname !== next.pathname &&
      (save === undefined || next.pathname !== '/sign-in'),
    enableBeforeUnload: isDirty,
    withResolver: true,
  })
  const stay = () => blocker.reset?.()
  const go = () => blocker.proceed?.()
  return (
    <Dialogue isOpen={blocker.status === 'blocked'} onClose={stay} title={props.title}>
      <Stack>
        <p style={{ margin: 0 }}>{props.why}</p>
        {save === undefined ? (
          <>
            <Button data-autofocus onClick={stay}>
              {props.stay}
            </Button>
            <Button variant="default" onClick={go}>
              {props.go}
            </Button>
          </>
        ) : (
          <>
            <Button
              data-autofocus
              onClick={() => void save.run().then(yes => (yes ? go() : stay()))}
            >
              {save.word}
            </Button>
            <Button variant="default" onClick={go}>
              {props.go}
            </Button>
            <Button variant="default" onClick={stay}>
              {props.stay}
            </Button>
          </>
        )}
      </Stack>
    </Dialogue>
  )
}
