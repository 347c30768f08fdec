/** The four documents of a report, each as a button that says what it does while the server writes. */
import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { announce } from '../../../web/parts/announcer.tsx'
import { useDeed } from '../../../web/parts/deed.ts'
import { LanguageChoice } from '../../../web/parts/language-choice.tsx'
import { Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import type { MonthReport } from '../model.ts'
import { saveDocument } from './saving.ts'
import { useWords } from './words.ts'

const FORMS = ['docx', 'pdf', 'html', 'json'] as const
const NAMES = { docx: 'DOCX', pdf: 'PDF', html: 'HTML', json: 'JSON' } as const

export function Downloads({ report }: { report: MonthReport }) {
  const { t, spoken } = useWords()
  const [language, setLanguage] = useState(spoken)
  return (
    <Stack gap="md">
      {report.state === 'draft' && <Notice gravity="info">{t('get.draft')}</Notice>}
      <div>
        <p id="get-language">{t('get.language')}</p>
        <LanguageChoice aria-labelledby="get-language" value={language} onChange={setLanguage} />
      </div>
      <FormButtons month={report.month} edition={null} language={language} />
      <p className="loa-quiet">{t('get.hint')}</p>
    </Stack>
  )
}

/** `edition`: of a published one; null: as the page shows it. */
export function FormButtons(props: { month: string; edition: number | null; language: 'vi' | 'en' }) {
  const { t } = useWords()
  const { month, edition, language } = props
  const [writing, setWriting] = useState<(typeof FORMS)[number] | null>(null)
  const { problem, isBusy, run } = useDeed(async (form: (typeof FORMS)[number]) => {
    setWriting(form)
    announce(t('get.writing', { form: NAMES[form] }))
    await saveDocument({ month, form, language, edition })
    announce(t('get.done', { form: NAMES[form] }))
  })
  return (
    <Stack gap="sm">
      <ProblemNotice problem={problem} />
      <Group gap={edition === null ? 'sm' : 'xs'}>
        {FORMS.map(form => (
          <Button
            key={form}
            variant="default"
            size={edition === null ? 'md' : 'xs'}
            loading={isBusy && writing === form}
            {...(edition !== null && { 'aria-label': t('get.formOf', { form: NAMES[form], edition }) })}
            onClick={() => void run(form)}
          >
            {edition === null ? t('get.form', { form: NAMES[form] }) : NAMES[form]}
          </Button>
        ))}
      </Group>
    </Stack>
  )
}
