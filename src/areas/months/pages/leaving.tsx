/** What was typed and not saved is not left by accident. */
import { Button, Stack } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { Dialogue } from '../../../web/parts/dialogue.tsx'
import { useWords } from './words.ts'

export function Leaving({ isDirty }: { isDirty: boolean }) {
  const t = useWords()
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  })
  return (
    <Dialogue
      isOpen={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={t('leave.title')}
    >
      <Stack>
        <p>{t('leave.why')}</p>
        <Button data-autofocus onClick={() => blocker.reset?.()}>
          {t('leave.stay')}
        </Button>
        <Button variant="default" onClick={() => blocker.proceed?.()}>
          {t('leave.go')}
        </Button>
      </Stack>
    </Dialogue>
  )
}
