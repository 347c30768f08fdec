/** An instruction is written: to whom, what, by when, what it rests on. From a decision of the minutes it comes filled in. */
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ask } from '../../../../web/api.ts'
import { announce } from '../../../../web/parts/announcer.tsx'
import { DayField } from '../../../../web/parts/day-fields.tsx'
import { Form, useForm } from '../../../../web/parts/form.tsx'
import { asProblem } from '../../../../web/problem.ts'
import { queries } from '../../../../web/session.ts'
import { dayAfter } from '../../instructions/due.ts'
import type { Briefing, Instruction } from '../../model.ts'
import { today } from '../days.ts'
import { LINE_MAX, PARAGRAPH_MAX } from '../limits.ts'
import { forgetInstructions, instructionQuery } from '../queries.ts'
import { SavedMeanwhile } from '../saved-meanwhile.tsx'
import { useWords } from '../words.ts'

export interface Prefilled {
  /** Null: the decision names nobody. */
  readonly site: string | null
  readonly text: string
  readonly decision: string | null
}

/** Days until it is due, where nobody has said so yet. */
const DUE_DAYS = 7

export function InstructionFields(props: {
  briefing: Pick<Briefing, 'id' | 'places'>
  /** Null: a new one. */
  opened: Instruction | null
  prefilled?: Prefilled
  onClose: () => void
}) {
  const { t } = useWords()
  const { briefing, opened, prefilled, onClose } = props
  const [base, setBase] = useState(opened)
  const [theirs, setTheirs] = useState<Instruction | null>(null)
  const day = today(Date.now())
  const isOnRoster = briefing.places.some(({ site }) => site === prefilled?.site)
  const form = useForm({
    prefix: 'instruction',
    values: {
      site: opened?.site ?? (isOnRoster ? prefilled?.site : null) ?? '',
      text: opened?.text ?? prefilled?.text ?? '',
      due: opened?.due ?? dayAfter(day, DUE_DAYS),
      basis: opened?.basis ?? '',
    },
    codes: { instructionSite: 'site', instructionDuePast: 'due' },
    paths: path => path.replace(/^content\./, ''),
    check: ({ site, text, due }) => ({
      site: site === '' && t('instruct.siteMissing'),
      text: text.trim() === '' && t('instruct.textMissing'),
      due: due === '' ? t('instruct.dueMissing') : due < day && t('instruct.duePast'),
    }),
    send: async ({ site, text, due, basis }, once) => {
      const content = {
        site,
        text: text.trim(),
        due,
        basis: basis.trim() === '' ? null : basis.trim(),
        decision: (base ?? prefilled)?.decision ?? null,
      }
      try {
        if (base === null) {
          const given = { params: { id: briefing.id }, body: content, once }
          await ask('POST /api/v1/briefings/{id}/instructions', given)
        } else {
          const given = { params: { id: base.id }, body: { version: base.version, content } }
          const saved = await ask('PUT /api/v1/instructions/{id}', given)
          queries.setQueryData(instructionQuery(saved.id).queryKey, saved)
        }
      } catch (error) {
        if (base === null || asProblem(error).code !== 'versionConflict') throw error
        const now = await queries.fetchQuery({ ...instructionQuery(base.id), staleTime: 0 })
        setTheirs(now)
        setBase(now)
        return
      }
      await forgetInstructions()
      announce(t(base === null ? 'instruct.made' : 'instruct.saved'))
      onClose()
    },
  })
  return (
    <Form of={form} submit={t(base === null ? 'instruct.make' : 'instruct.save')} cancel={onClose}>
      {theirs !== null && <SavedMeanwhile theirs={theirs} />}
      <NativeSelect
        label={t('instruction.owner')}
        data={[
          { value: '', label: t('instruct.choose') },
          ...briefing.places.map(({ site, name }) => ({ value: site, label: name })),
        ]}
        {...form.field('site')}
      />
      <Textarea
        label={t('instruction.text')}
        description={t('instruct.textHint')}
        maxLength={PARAGRAPH_MAX}
        autosize
        minRows={3}
        data-autofocus
        {...form.field('text')}
      />
      <DayField
        label={t('instruction.due')}
        min={day}
        maw="16rem"
        means={spelled => t('instruct.dueMeans', { day: spelled })}
        {...form.field('due')}
      />
      <TextInput
        label={t('instruction.basis')}
        description={t('instruct.basisHint')}
        maxLength={LINE_MAX}
        autoComplete="off"
        {...form.field('basis')}
      />
    </Form>
  )
}
