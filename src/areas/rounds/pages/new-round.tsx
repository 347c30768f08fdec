/**
 * A round is begun: a title, a sender, live or an exercise, in which campaign, where it is to be in one; the rest is written on its page. Sender and settings are those
 * that its writer has used last of that kind, and it is said so beside them.
 */
import { Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { Purpose } from '../../../directive/documents.ts'
import { ask } from '../../../web/api.ts'
import { OneOf } from '../../../web/parts/choices.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { Asked } from '../../../web/parts/states.tsx'
import { queries } from '../../../web/session.ts'
import { operatorsQuery } from '../../operators/pages/queries.ts'
import type { LastRound } from '../model.ts'
import { CampaignField } from './campaign-field.tsx'
import { newContent } from './content.ts'
import { useWords } from './message-words.ts'
import { lastRoundQuery, roundQuery } from './round-queries.ts'

/** By purpose; null: they have written none. */
type Last = Readonly<Record<Purpose, LastRound | null>>

interface Where {
  /** That it is in; null: it is chosen. */
  readonly campaign: string | null
  /** Which is chosen first; empty: none. */
  readonly first?: string
}

export function NewRound(where: Where) {
  const live = useQuery(lastRoundQuery('live'))
  const exercise = useQuery(lastRoundQuery('exercise'))
  if (live.data === undefined || exercise.data === undefined)
    return <Asked query={live.data === undefined ? live : exercise}>{() => null}</Asked>
  return <Begin {...where} last={{ live: live.data.last, exercise: exercise.data.last }} />
}

function Begin({ campaign, first = '', last }: Where & { readonly last: Last }) {
  const { t } = useWords()
  const navigate = useNavigate()
  // Asked for beforehand: whoever is quick waits for it below.
  useQuery(operatorsQuery)
  const form = useForm({
    prefix: 'new',
    paths: { 'content.title': 'title', 'content.source': 'source' },
    values: { campaign: campaign ?? first, title: '', source: last.live?.source ?? '', purpose: 'live' as Purpose },
    check: ({ title, source }) => ({
      title: title.trim() === '' && t('campaign.titleMissing'),
      source: source.trim() === '' && t('campaign.sourceMissing'),
    }),
    send: async ({ campaign: id, title, source, purpose }, once) => {
      const operators = await queries.fetchQuery(operatorsQuery)
      const enrolled = operators.filter(({ state }) => state === 'enrolled')
      const content = newContent({
        title: title.trim(),
        source: source.trim(),
        operators: enrolled.map(({ id }) => id),
        canExercise: enrolled.length === 0 || enrolled.some(({ hello }) => hello === null || hello.exercise !== null),
        purpose,
        sending: last[purpose]?.sending,
      })
      const given = { body: { content }, once }
      const round =
        id === ''
          ? await ask('POST /api/v1/rounds', given)
          : await ask('POST /api/v1/campaigns/{id}/rounds', { ...given, params: { id } })
      queries.setQueryData(roundQuery(round.id).queryKey, round)
      void queries.invalidateQueries({ queryKey: ['rounds'] })
      void queries.invalidateQueries({ queryKey: ['last-round'] })
      await navigate({ to: '/rounds/$id/compose', params: { id: round.id } })
    },
  })
  // A dialogue takes the focus when it opens, before it is known what the last round was like.
  const firstField = useRef<HTMLInputElement>(null)
  useEffect(() => {
    firstField.current?.focus()
  }, [])
  const { purpose, source } = form.values
  const before = last[purpose]
  const isAsBefore = before !== null && source.trim() === before.source
  /** What was put in by itself is put in anew; what somebody typed stays. */
  const choosePurpose = (chosen: Purpose) => {
    const isOwn = source.trim() !== '' && source !== last[purpose]?.source
    form.set({ purpose: chosen, ...(isOwn ? {} : { source: last[chosen]?.source ?? '' }) })
  }
  return (
    <Form of={form} submit={t('campaign.write')} place="wide" maw="40rem">
      <TextInput
        ref={firstField}
        label={t('field.title')}
        description={t('compose.titleHint')}
        maxLength={200}
        {...form.field('title')}
      />
      <TextInput
        label={t('field.source')}
        description={
          isAsBefore
            ? `${t('compose.sourceHint')} ${t('last.source', { title: before.title })}`
            : t('compose.sourceHint')
        }
        maxLength={20}
        autoComplete="off"
        spellCheck={false}
        {...form.field('source')}
      />
      <OneOf
        label={t('field.purpose')}
        choices={[
          ['live', t('purpose.live')],
          ['exercise', t('purpose.exercise'), t('purpose.exerciseHint')],
        ]}
        {...form.field('purpose')}
        onChange={choosePurpose}
      />
      {campaign === null && (
        <CampaignField label={t('campaigns.campaign')} none={t('new.ownCampaign')} {...form.field('campaign')} />
      )}
      {before !== null && <Text className="loa-quiet">{t('last.settings', { title: before.title })}</Text>}
    </Form>
  )
}
