/** Why a site is not there, or was not: told to whoever keeps the roll. Nothing is overwritten; the last one counts. */
import { Textarea } from '@mantine/core'
import { ask } from '../../../web/api.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import type { Place } from '../model.ts'
import { PARAGRAPH_MAX } from './limits.ts'
import { keepBriefing } from './queries.ts'
import { useWords } from './words.ts'

export function AbsenceReason(props: {
  briefing: string
  of: Pick<Place, 'site' | 'name'>
  onClose: () => void
}) {
  const { t } = useWords()
  const { briefing, of, onClose } = props
  const form = useForm({
    prefix: 'absence',
    values: { reason: '' },
    check: ({ reason }) => ({ reason: reason.trim() === '' && t('absence.missing') }),
    send: async ({ reason }, once) => {
      const params = { id: briefing, site: of.site }
      const given = { params, body: { reason: reason.trim() }, once }
      keepBriefing(await ask('POST /api/v1/briefings/{id}/places/{site}/reason', given))
      announce(t('absence.done', { name: of.name }))
      onClose()
    },
  })
  return (
    <Form of={form} submit={t('absence.deed')} cancel={onClose}>
      <Textarea
        label={t('absence.reason', { name: of.name })}
        description={t('absence.hint')}
        maxLength={PARAGRAPH_MAX}
        autosize
        minRows={2}
        data-autofocus
        {...form.field('reason')}
      />
    </Form>
  )
}
