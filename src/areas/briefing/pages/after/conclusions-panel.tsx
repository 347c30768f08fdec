/** The conclusions as a document, in the form and language that somebody wants. */
import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { announce } from '../../../../web/parts/announcer.tsx'
import { useDeed } from '../../../../web/parts/deed.ts'
import { LanguageChoice } from '../../../../web/parts/language-choice.tsx'
import { Panel } from '../../../../web/parts/page.tsx'
import { saveAnswer } from '../../../../web/parts/save-answer.ts'
import { Notice, ProblemNotice } from '../../../../web/parts/states.tsx'
import type { Briefing } from '../../model.ts'
import { useWords } from '../words.ts'

const FORMS = { docx: 'DOCX', pdf: 'PDF', html: 'HTML' } as const
type Form = keyof typeof FORMS

export function ConclusionsPanel({ briefing: { id, closedAt } }: { briefing: Briefing }) {
  const { t, spoken } = useWords()
  const [language, setLanguage] = useState(spoken)
  const [writing, setWriting] = useState<Form | null>(null)
  const { problem, isBusy, run } = useDeed(async (form: Form) => {
    setWriting(form)
    announce(t('conclusions.writing', { form: FORMS[form] }))
    const path = `/api/v1/briefings/${id}/conclusions/${form}?language=${language}`
    await saveAnswer(path, `conclusions.${form}`)
    announce(t('conclusions.done', { form: FORMS[form] }))
  })
  return (
    <Panel title={t('conclusions.title')}>
      <Stack gap="md">
        {closedAt === null && <Notice gravity="info">{t('conclusions.draft')}</Notice>}
        <ProblemNotice problem={problem} />
        <div>
          <p id="conclusions-language">{t('conclusions.language')}</p>
          <LanguageChoice aria-labelledby="conclusions-language" value={language} onChange={setLanguage} />
        </div>
        <Group gap="sm">
          {(['docx', 'pdf', 'html'] as const).map(form => (
            <Button key={form} variant="default" loading={isBusy && writing === form} onClick={() => void run(form)}>
              {t('conclusions.get', { form: FORMS[form] })}
            </Button>
          ))}
        </Group>
      </Stack>
    </Panel>
  )
}
