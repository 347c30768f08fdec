/** A button that keeps what was approved as a template, under a name. Nothing for those who do not write. */
import { Text, Textarea, TextInput } from '@mantine/core'
import { ask } from '../../../web/api.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { ButtonToDialogue } from '../../../web/parts/dialogue.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import type { DraftKind } from '../model.ts'
import { forgetTemplates, useMayDraft } from './drafting-queries.ts'
import { useWords } from './words.ts'

interface Kept {
  readonly kind: DraftKind
  readonly id: string
  /** What it is called, until somebody says otherwise. */
  readonly title: string
}

export function KeepTemplate(kept: Kept) {
  const { t } = useWords()
  const mayDraft = useMayDraft()
  return (
    mayDraft && (
      <ButtonToDialogue label={t('templates.keep')} variant="default">
        {close => <KeepForm {...kept} onClose={close} />}
      </ButtonToDialogue>
    )
  )
}

function KeepForm({ kind, id, title, onClose }: Kept & { readonly onClose: () => void }) {
  const { t } = useWords()
  const form = useForm({
    prefix: 'template',
    values: { name: title, note: '' },
    check: ({ name }) => ({ name: name.trim() === '' && t('templates.nameMissing') }),
    send: async ({ name, note }, once) => {
      const given = { params: { id }, body: { name: name.trim(), note: note.trim() }, once }
      if (kind === 'round') await ask('POST /api/v1/rounds/{id}/template', given)
      else await ask('POST /api/v1/bulletins/{id}/template', given)
      await forgetTemplates()
      announce(t('templates.keptDone', { name: name.trim() }))
      onClose()
    },
  })
  return (
    <Form of={form} submit={t('templates.keep')} cancel={onClose}>
      <Text>{t('templates.keepWhat')}</Text>
      <TextInput
        data-autofocus
        label={t('templates.name')}
        description={t('templates.nameHint')}
        maxLength={200}
        {...form.field('name')}
      />
      <Textarea
        label={t('templates.note')}
        description={t('templates.noteHint')}
        maxLength={2000}
        autosize
        minRows={2}
        {...form.field('note')}
      />
    </Form>
  )
}
