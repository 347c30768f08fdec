/** Whoever is there for a site is put out, with a reason; its link counts no more. */
import { Textarea } from '@mantine/core'
import { ask } from '../../../../web/api.ts'
import { announce } from '../../../../web/parts/announcer.tsx'
import { Form, useForm } from '../../../../web/parts/form.tsx'
import type { RoomSite } from '../../model.ts'
import { PARAGRAPH_MAX } from '../limits.ts'
import { keepBriefing } from '../queries.ts'
import { useWords } from '../words.ts'

export function RemoveFromRoom(props: { briefing: string; of: RoomSite; onClose: () => void }) {
  const { t } = useWords()
  const { briefing, of, onClose } = props
  const form = useForm({
    prefix: 'remove',
    values: { reason: '' },
    check: ({ reason }) => ({ reason: reason.trim() === '' && t('remove.missing') }),
    send: async ({ reason }, once) => {
      const params = { id: briefing, site: of.site }
      const given = { params, body: { reason: reason.trim() }, once }
      keepBriefing(await ask('POST /api/v1/briefings/{id}/places/{site}/remove', given))
      announce(t('remove.done', { name: of.name }))
      onClose()
    },
  })
  return (
    <Form of={form} submit={t('remove.deed')} color="red.9" cancel={onClose}>
      <p>{t('remove.what', { name: of.name })}</p>
      <Textarea
        label={t('remove.reason')}
        maxLength={PARAGRAPH_MAX}
        autosize
        minRows={2}
        data-autofocus
        {...form.field('reason')}
      />
    </Form>
  )
}
