/** One line of the minutes is mended or removed; whoever meets what another has changed meanwhile sees that first. */
import { Button, Group, NativeSelect, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { ask } from '../../../../web/api.ts'
import { announce } from '../../../../web/parts/announcer.tsx'
import { OneOf } from '../../../../web/parts/choices.tsx'
import { useDeed } from '../../../../web/parts/deed.ts'
import { Form, useForm } from '../../../../web/parts/form.tsx'
import { ProblemNotice } from '../../../../web/parts/states.tsx'
import { asProblem } from '../../../../web/problem.ts'
import { queries } from '../../../../web/session.ts'
import type { Briefing, Minute } from '../../model.ts'
import classes from '../briefing.module.css'
import { PARAGRAPH_MAX } from '../limits.ts'
import { briefingQuery, forgetBriefing } from '../queries.ts'
import { SavedMeanwhile } from '../saved-meanwhile.tsx'
import { useWords } from '../words.ts'

export function MinuteFields(props: { briefing: Briefing; minute: Minute; onClose: () => void }) {
  const { t } = useWords()
  const { briefing, minute, onClose } = props
  const { id, agenda, places } = briefing
  // What is saved over: another's change is seen before it is.
  const [base, setBase] = useState(minute)
  const [theirs, setTheirs] = useState<Minute | null>(null)
  const form = useForm({
    prefix: 'minute',
    values: { item: minute.item ?? '', is: minute.is, site: minute.site ?? '', text: minute.text },
    paths: path => path.replace(/^content\./, ''),
    check: ({ text }) => ({ text: text.trim() === '' && t('minutes.missing') }),
    send: async ({ item, is, site, text }) => {
      const content = { item: item || null, is, site: site || null, text: text.trim() }
      const body = { version: base.version, content }
      try {
        await ask('PUT /api/v1/briefing-minutes/{id}', { params: { id: base.id }, body })
      } catch (error) {
        if (asProblem(error).code !== 'versionConflict') throw error
        const now = await queries.fetchQuery({ ...briefingQuery(id), staleTime: 0 })
        const found = now.minutes.find(each => each.id === base.id)
        if (found === undefined) throw error
        setTheirs(found)
        setBase(found)
        return
      }
      await forgetBriefing(id)
      announce(t('minutes.saved'))
      onClose()
    },
  })
  return (
    <Form of={form} submit={t('minutes.save')} cancel={onClose}>
      {theirs !== null && <SavedMeanwhile theirs={theirs} />}
      <OneOf
        name="minute-is"
        label={t('minutes.is')}
        choices={[
          ['statement', t('minutes.statement')],
          ['decision', t('minutes.decision')],
        ]}
        {...form.field('is')}
      />
      <NativeSelect
        label={t('minutes.item')}
        data={[
          ...agenda.map((each, at) => ({ value: each.id, label: `${at + 1}. ${each.title}` })),
          { value: '', label: t('minutes.noItem') },
        ]}
        {...form.field('item')}
      />
      <NativeSelect
        label={t('minutes.speaker')}
        data={[
          { value: '', label: t('minutes.nobody') },
          ...places.map(({ site, name }) => ({ value: site, label: name })),
        ]}
        {...form.field('site')}
      />
      <Textarea
        label={t('minutes.text')}
        maxLength={PARAGRAPH_MAX}
        autosize
        minRows={3}
        data-autofocus
        {...form.field('text')}
      />
    </Form>
  )
}

export function RemoveMinute(props: { briefing: Briefing; minute: Minute; onClose: () => void }) {
  const { t } = useWords()
  const { briefing, minute, onClose } = props
  const { id, version, text } = minute
  const { problem, isBusy, run } = useDeed(async () => {
    try {
      await ask('DELETE /api/v1/briefing-minutes/{id}', { params: { id }, query: { version } })
      announce(t('minutes.removed'))
    } catch (error) {
      // Somebody else has removed it: that is what was wanted.
      if (asProblem(error).status !== 404) throw error
    } finally {
      void forgetBriefing(briefing.id)
    }
    onClose()
  })
  return (
    <Stack>
      <ProblemNotice problem={problem} />
      <p className={classes.text}>{text}</p>
      <p>{t('minutes.removeWhat')}</p>
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('confirm.cancel')}
        </Button>
        <Button color="red.9" loading={isBusy} onClick={() => void run()}>
          {t('minutes.remove')}
        </Button>
      </Group>
    </Stack>
  )
}
