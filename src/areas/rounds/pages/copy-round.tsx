/** A round is duplicated, into this campaign or another; what comes of it is opened to be written on. */
import { Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { ask } from '../../../web/api.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { ButtonToDialogue } from '../../../web/parts/dialogue.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { queries } from '../../../web/session.ts'
import { useWords as useDraftingWords } from '../../drafting/pages/words.ts'
import type { RoundDetail } from '../model.ts'
import { CampaignField } from './campaign-field.tsx'
import { roundQuery } from './round-queries.ts'
import { useWords } from './words.ts'

export function CopyRound({ detail }: { readonly detail: RoundDetail }) {
  const { t } = useWords()
  const drafting = useDraftingWords()
  return (
    <ButtonToDialogue label={drafting.t('again.copy')} title={t('copy.title')} variant="default">
      {close => <CopyForm detail={detail} onClose={close} />}
    </ButtonToDialogue>
  )
}

function CopyForm(props: { readonly detail: RoundDetail; readonly onClose: () => void }) {
  const { t } = useWords()
  const drafting = useDraftingWords()
  const navigate = useNavigate()
  const { id, campaign } = props.detail
  const form = useForm({
    prefix: 'copy',
    values: { campaign },
    send: async (body, once) => {
      const copy = await ask('POST /api/v1/rounds/{id}/copy', { params: { id }, body, once })
      queries.setQueryData(roundQuery(copy.id).queryKey, copy)
      void queries.invalidateQueries({ queryKey: ['rounds'] })
      void queries.invalidateQueries({ queryKey: ['campaigns'] })
      announce(t('copy.done'))
      props.onClose()
      await navigate({ to: '/rounds/$id', params: { id: copy.id } })
    },
  })
  return (
    <Form of={form} submit={drafting.t('again.copy')} cancel={props.onClose}>
      <Text>{t('copy.what')}</Text>
      <CampaignField label={t('copy.into')} {...form.field('campaign')} />
    </Form>
  )
}
