/** A recording that proves what was heard: sent, looked through, not kept. */
import { Button, FileButton, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { ask } from '../../../web/api.ts'
import { useDeed } from '../../../web/parts/deed.ts'
import { Panel } from '../../../web/parts/page.tsx'
import { Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import { useMe } from '../../../web/session.ts'
import type { Hearing } from '../model.ts'
import { useWords } from './words.ts'

export function HeardPanel() {
  const { t } = useWords()
  const { role } = useMe()
  const [heard, setHeard] = useState<Hearing | null>(null)
  const deed = useDeed(async (file: File) => {
    setHeard(await ask('POST /api/v1/loudspeakers/heard', { body: new Blob([file], { type: 'audio/wav' }) }))
  })
  if (role !== 'editor' && role !== 'approver') return null
  return (
    <Panel title={t('heard.title')}>
      <Text className="loa-quiet">{t('heard.lead')}</Text>
      <Group>
        <FileButton
          accept=".wav,audio/wav"
          onChange={file => {
            if (file !== null) void deed.run(file)
          }}
        >
          {button => (
            <Button {...button} variant="default" loading={deed.isBusy}>
              {t('heard.choose')}
            </Button>
          )}
        </FileButton>
      </Group>
      <ProblemNotice problem={deed.problem} />
      {heard !== null && (
        <Notice gravity={heard.known > 0 ? 'good' : 'warn'} role="status">
          {t('heard.found', { tags: heard.tags, known: heard.known })}
        </Notice>
      )}
    </Panel>
  )
}
