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
      isDirty() && current.pathname !== next.pathname && (save === undefined || next.pathname !== '/sign-in'),
    enableBeforeUnload: isDirty,
    withResolver: true,
  })
  const stay = () => blocker.reset?.()
  const go = () => blocker.proceed?.()
  const saveFirst = () => void save?.run().then(isSaved => (isSaved ? go() : stay()))
  const [toStay, toGo] = [[props.stay, stay] as const, [props.go, go] as const]
  // The first is what is meant most of the time.
  const ways = save === undefined ? [toStay, toGo] : [[save.word, saveFirst] as const, toGo, toStay]
  return (
    <Dialogue isOpen={blocker.status === 'blocked'} onClose={stay} title={props.title}>
      <Stack>
        <p style={{ margin: 0 }}>{props.why}</p>
        {ways.map(([word, act], at) => (
          <Button key={word} {...(at === 0 ? { 'data-autofocus': true } : { variant: 'default' })} onClick={act}>
            {word}
          </Button>
        ))}
      </Stack>
    </Dialogue>
  )
}
