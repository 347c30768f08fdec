/** What is carried out of a change, effect by effect: planned against done, what each became, whom it waits for; failed ones again. */
import { Button, NativeSelect, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Plan } from '../../../plan/plan.ts'
import { ask } from '../../../web/api.ts'
import { confirmHere } from '../../../web/parts/confirmed.ts'
import { useDeed } from '../../../web/parts/deed.ts'
import { Panel, TextLink } from '../../../web/parts/page.tsx'
import { Paged } from '../../../web/parts/paged.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Empty, ProblemNotice } from '../../../web/parts/states.tsx'
import { queries } from '../../../web/session.ts'
import { type ChangeDetail, type DeedState, type DeedView, deedState } from '../model.ts'
import { DeedBadge } from './badges.tsx'
import { WhyFree } from './free-standing.tsx'
import { useMayWrite } from './may-write.ts'
import classes from './plan.module.css'
import { changeQuery, deedsQuery } from './queries.ts'
import { areasSaid, effectSaid, timeSaid } from './said.ts'
import { useWords } from './words.ts'

export function DeedsPanel({ change, plan }: { change: ChangeDetail; plan: Plan }) {
  const { t } = useWords()
  const [state, show] = useState<DeedState | null>(null)
  const query = useInfiniteQuery(deedsQuery(change.id, state))
  const { deeds } = change
  if (deeds.all === 0)
    return (
      <Panel title={t('deeds.title')}>
        <Empty title={t('deeds.nothing')} />
      </Panel>
    )
  const parts = deedState.options.filter(each => deeds[each] > 0)
  return (
    <Panel title={t('deeds.title')}>
      <Text className="loa-quiet">{t('deeds.lead')}</Text>
      <p role="status" className="loa-figure" style={{ whiteSpace: 'normal', fontWeight: 600 }}>
        {t('deeds.sum', {
          all: deeds.all,
          parts: parts.map(each => `${t(`deedState.${each}`).toLowerCase()} ${deeds[each]}`).join(', '),
        })}
      </p>
      <NativeSelect
        maw="20rem"
        label={t('deeds.show')}
        data={[
          { value: '', label: `${t('deeds.all')} (${deeds.all})` },
          ...parts.map(value => ({ value, label: `${t(`deedState.${value}`)} (${deeds[value]})` })),
        ]}
        value={state ?? ''}
        onChange={event => {
          const { value } = event.currentTarget
          show(deedState.options.find(each => each === value) ?? null)
        }}
      />
      <Paged query={query} empty={<Empty title={t('deeds.none')} />}>
        {all => <DeedsTable deeds={all} plan={plan} change={change.id} />}
      </Paged>
    </Panel>
  )
}

function DeedsTable(props: { deeds: readonly DeedView[]; plan: Plan; change: string }) {
  const words = useWords()
  const { t, spoken } = words
  const { deeds, plan, change } = props
  return (
    <Records
      caption={t('deeds.title')}
      rows={deeds}
      columns={[
        [
          t('deeds.what'),
          ({ title, level, kind, does, occurrence }) => (
            <div>
              {effectSaid(words, plan.levels, { title, level })}
              <div className={`loa-quiet ${classes.small}`} style={{ fontWeight: 400 }}>
                {t(`kind.${kind}`)} · {t(`deeds.${does}`)}
                {occurrence > 0 && ` · ${t('deeds.again', { number: occurrence + 1 })}`}
              </div>
            </div>
          ),
          'title',
        ],
        [t('deeds.where'), ({ areas }) => <span lang="vi">{areasSaid(words, areas)}</span>],
        [
          t('deeds.due'),
          ({ dueAt, deadline }) => (
            <div>
              {timeSaid(dueAt, words, plan.timeZone)}
              {deadline !== null && (
                <div className={`loa-quiet ${classes.small}`}>
                  {t('diff.by', { time: timeSaid(deadline, words, plan.timeZone) })}
                </div>
              )}
            </div>
          ),
        ],
        [
          t('deeds.state'),
          deed => (
            <div>
              <DeedBadge state={deed.state} />
              {deed.state === 'failed' && <Failed deed={deed} plan={plan.id} change={change} />}
            </div>
          ),
        ],
        [t('deeds.became'), deed => <Became deed={deed} plan={plan} />],
        [
          t('deeds.awaits'),
          ({ awaits, owner }) =>
            awaits === null ? (
              '–'
            ) : (
              <div>
                {t(`awaits.${awaits}`)}
                <div className={`loa-quiet ${classes.small}`}>{owner[spoken]}</div>
              </div>
            ),
        ],
      ]}
    />
  )
}

function Failed({ deed, plan, change }: { deed: DeedView; plan: string; change: string }) {
  const { t, spoken } = useWords()
  const mayWrite = useMayWrite()
  const retry = useDeed(async (_: undefined, once) => {
    await ask('POST /api/v1/plan-deeds/{id}/retry', { params: { id: deed.id }, once })
    confirmHere(t('deeds.retried'))
    void queries.invalidateQueries({ queryKey: ['plan-deeds', change] })
    void queries.invalidateQueries({ queryKey: changeQuery(plan, change).queryKey })
  })
  return (
    <>
      <div className={classes.small}>{deed.failure?.[spoken]}</div>
      {mayWrite && (
        <Button
          variant="default"
          size="sm"
          loading={retry.isBusy}
          aria-label={`${t('deeds.retry')}: ${deed.title[spoken]}`}
          onClick={() => void retry.run(undefined)}
        >
          {t('deeds.retry')}
        </Button>
      )}
      <ProblemNotice problem={retry.problem} />
    </>
  )
}

type Thing = NonNullable<DeedView['thing']>

function Became({ deed: { thing }, plan }: { deed: DeedView; plan: Plan }) {
  const { t } = useWords()
  if (thing === null) return '–'
  return (
    <div>
      <TextLink to={pathOf(thing, plan.id)}>{t(`thing.${thing.is}`)}</TextLink>
      <div className={`loa-quiet ${classes.small}`}>{t(wordOf(thing))}</div>
      {thing.why.map(why => (
        <div className={`loa-quiet ${classes.small}`} key={why.of}>
          <WhyFree why={why} timeZone={plan.timeZone} />
        </div>
      ))}
    </div>
  )
}

function wordOf({ is, state }: Thing) {
  if (is === 'free-list' && isOfLists(state)) return `freeState.${state}` as const
  if (is !== 'task') return `thingState.${state}` as const
  return state === 'over' || state === 'stopped' ? (`taskState.${state}` as const) : 'taskState.open'
}

type OfLists = 'submitted' | 'approved' | 'out' | 'stopped'

function isOfLists(state: Thing['state']): state is OfLists {
  return state === 'submitted' || state === 'approved' || state === 'out' || state === 'stopped'
}

function pathOf({ is, id, state }: Thing, plan: string): string {
  switch (is) {
    case 'bulletin':
      return `/desk/${id}`
    case 'round':
      return `/rounds/${id}`
    case 'briefing':
      return `/briefings/${id}`
    case 'free-list':
      return state === 'ready' || state === 'submitted' ? '/zero-rating/draft' : '/zero-rating'
    default:
      return `/plan/${plan}/tasks`
  }
}
