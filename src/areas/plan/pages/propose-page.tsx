/** A change of level is proposed: live or as an exercise, from when, which areas go to which level, and why. Nothing happens by it. */
import { MultiSelect, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useRouterState } from '@tanstack/react-router'
import { compatibleIso } from '../../../base/wall-time.ts'
import { type Purpose, purpose as purposes } from '../../../directive/documents.ts'
import type { Plan } from '../../../plan/plan.ts'
import { ask } from '../../../web/api.ts'
import { OneOf, SomeOf } from '../../../web/parts/choices.tsx'
import { confirmHere } from '../../../web/parts/confirmed.ts'
import { InstantField } from '../../../web/parts/day-fields.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { Asked } from '../../../web/parts/states.tsx'
import { useNow } from '../../../web/stream.ts'
import type { ProposalView } from '../model.ts'
import { decisionsOf, twiceIn } from './decisions.ts'
import { SignedFrame } from './plan-frame.tsx'
import { areaChoices, byName, LevelField, levelOf } from './propose-fields.tsx'
import { keepChange, proposalsQuery } from './queries.ts'
import { areaSaid, levelSaid } from './said.ts'
import { useWords } from './words.ts'

export function ProposePage() {
  const { t } = useWords()
  const { plan: id } = useParams({ from: '/frame/plan/$plan/propose' })
  const query = useQuery(proposalsQuery(id, 'open'))
  return (
    <SignedFrame id={id} isInside title={t('propose.title')}>
      {({ plan }) => <Asked query={query}>{({ items }) => <Proposing plan={plan} proposals={items} />}</Asked>}
    </SignedFrame>
  )
}

function Proposing({ plan, proposals }: { plan: Plan; proposals: readonly ProposalView[] }) {
  const words = useWords()
  const { t } = words
  const navigate = useNavigate()
  // Of the proposal that one came from.
  const from = useRouterState({ select: ({ location }) => location.hash })
  const now = useNow()
  const form = useForm({
    prefix: 'propose',
    values: {
      purpose: 'live' as Purpose,
      followed: proposals.map(({ id }) => id).filter(id => id === from) as readonly string[],
      areas: [] as readonly string[],
      level: '',
      when: 'now' as 'now' | 'later',
      from: '',
      reason: '',
    },
    check: ({ followed, areas, level, when, from: at, reason }) => {
      const decisions = decisionsOf({ followed, areas, level: null }, proposals)
      const twice = twiceIn(decisions)
      return {
        areas:
          decisions.length === 0
            ? t('propose.missing')
            : twice !== null && t('propose.twice', { area: areaSaid(words, twice) }),
        level: areas.length > 0 && level === '' && t('propose.levelMissing'),
        from: when === 'later' && compatibleIso(at, plan.timeZone) === null && t('propose.fromMissing'),
        reason: reason.trim() === '' && t('propose.reasonMissing'),
      }
    },
    send: async (given, once) => {
      const { purpose, followed, areas, level, when, from: at, reason } = given
      const chosen = { followed, areas, level: levelOf(level) }
      const made = await ask('POST /api/v1/plans/{plan}/changes', {
        params: { plan: plan.id },
        body: {
          purpose,
          takesBackId: null,
          reason: reason.trim(),
          from: when === 'now' ? null : compatibleIso(at, plan.timeZone),
          decisions: decisionsOf(chosen, proposals),
        },
        once,
      })
      keepChange(made)
      await navigate({ to: `/plan/${plan.id}/changes/${made.id}` })
      confirmHere(t('propose.done'))
    },
  })
  return (
    <Form of={form} submit={t('propose.send')} cancel={`/plan/${plan.id}`} gap="lg" maw="44rem">
      <p className="loa-quiet">{t('propose.lead')}</p>
      <OneOf
        name="propose-purpose"
        label={t('propose.purpose')}
        choices={purposes.options.map(value => [value, t(`purpose.${value}`), t(`propose.${value}Hint`)] as const)}
        value={form.values.purpose}
        onChange={purpose => form.set({ purpose })}
      />
      {proposals.length > 0 && (
        <SomeOf
          name="propose-followed"
          label={t('propose.proposals')}
          choices={proposals.map(
            ({ id, area, level }) =>
              [
                id,
                t('change.to', { areas: areaSaid(words, area), level: levelSaid(words, plan.levels, level) }),
              ] as const,
          )}
          value={form.values.followed}
          onChange={followed => form.set({ followed })}
        />
      )}
      <MultiSelect
        {...form.field('areas')}
        label={t('propose.areas')}
        description={t('propose.areasHint')}
        searchable
        hidePickedOptions
        nothingFoundMessage={t('propose.areasNone')}
        data={areaChoices(words, plan, now)}
        filter={byName}
        value={[...form.values.areas]}
        onChange={chosen => form.set({ areas: chosen })}
      />
      {form.values.areas.length > 0 && <LevelField plan={plan} label={t('propose.level')} {...form.field('level')} />}
      <OneOf
        name="propose-when"
        label={t('propose.when')}
        choices={[
          ['now', t('propose.now')],
          ['later', t('propose.later')],
        ]}
        value={form.values.when}
        onChange={when => form.set({ when })}
      />
      {form.values.when === 'later' && (
        <InstantField {...form.field('from')} label={t('propose.from')} timeZone={plan.timeZone} />
      )}
      <Textarea
        label={t('propose.reason')}
        description={t('propose.reasonHint')}
        autosize
        minRows={2}
        {...form.field('reason')}
      />
    </Form>
  )
}
