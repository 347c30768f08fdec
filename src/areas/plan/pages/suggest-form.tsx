/** A person proposes a level for one area, for people to decide about: what data does, with a reason instead of figures. */
import { Select, Textarea } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { Plan } from '../../../plan/plan.ts'
import { ask } from '../../../web/api.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { ButtonToDialogue } from '../../../web/parts/dialogue.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { useNow } from '../../../web/stream.ts'
import { areaChoices, byName, LevelField, levelOf } from './propose-fields.tsx'
import { forgetPlan } from './queries.ts'
import { useWords } from './words.ts'

export function SuggestButton({ plan }: { readonly plan: Plan }) {
  const { t } = useWords()
  return (
    <div>
      <ButtonToDialogue label={t('suggest.open')} title={t('suggest.title')} variant="default">
        {close => <SuggestForm plan={plan} onClose={close} />}
      </ButtonToDialogue>
    </div>
  )
}

function SuggestForm({ plan, onClose }: { readonly plan: Plan; readonly onClose: () => void }) {
  const words = useWords()
  const { t } = words
  const navigate = useNavigate()
  const now = useNow()
  const form = useForm({
    prefix: 'suggest',
    values: { area: '', level: '', reason: '' },
    check: ({ area, level, reason }) => ({
      area: area === '' && t('suggest.areaMissing'),
      level: level === '' && t('propose.levelMissing'),
      reason: reason.trim() === '' && t('propose.reasonMissing'),
    }),
    send: async ({ area, level, reason }, once) => {
      const { id } = await ask('POST /api/v1/plans/{plan}/proposals', {
        params: { plan: plan.id },
        body: { area, level: levelOf(level), reason: reason.trim() },
        once,
      })
      await forgetPlan(plan.id)
      announce(t('suggest.done'))
      await navigate({ to: `/plan/${plan.id}/proposals/${id}` })
    },
  })
  return (
    <Form of={form} submit={t('suggest.send')} cancel={onClose} place="wide">
      <p className="loa-quiet">{t('suggest.lead')}</p>
      <Select
        {...form.field('area')}
        label={t('suggest.area')}
        description={t('propose.areasHint')}
        searchable
        nothingFoundMessage={t('propose.areasNone')}
        data={areaChoices(words, plan, now)}
        filter={byName}
        value={form.values.area === '' ? null : form.values.area}
        onChange={chosen => form.set({ area: chosen ?? '' })}
      />
      <LevelField plan={plan} label={t('proposal.to')} {...form.field('level')} />
      <Textarea
        label={t('propose.reason')}
        description={t('suggest.reasonHint')}
        autosize
        minRows={2}
        {...form.field('reason')}
      />
    </Form>
  )
}
