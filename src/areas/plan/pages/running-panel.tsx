/** What runs now because of the levels that areas are at. */
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Purpose } from '../../../directive/documents.ts'
import type { Plan } from '../../../plan/plan.ts'
import { Panel } from '../../../web/parts/page.tsx'
import { Asked, Empty, Notice } from '../../../web/parts/states.tsx'
import type { EffectGroup } from '../model.ts'
import { EffectTable } from './effect-table.tsx'
import { WhyFree } from './free-standing.tsx'
import { runningQuery } from './queries.ts'
import { useWords } from './words.ts'

export function RunningPanel({ plan, purpose }: { plan: Plan; purpose: Purpose }) {
  const { t } = useWords()
  const query = useQuery(runningQuery(plan.id, purpose))
  return (
    <Panel title={t('running.title')}>
      <Text className="loa-quiet">{t('running.lead')}</Text>
      <Asked query={query} empty={all => all.length === 0 && <Empty title={t('running.none')} />}>
        {groups => <EffectTable caption={t('running.title')} groups={groups} plan={plan} />}
      </Asked>
      <Free groups={query.data ?? []} timeZone={plan.timeZone} />
    </Panel>
  )
}

/** A level calls for it; whether it is free the lists that are signed say. */
function Free({ groups, timeZone }: { groups: readonly EffectGroup[]; timeZone: string }) {
  const { t, spoken } = useWords()
  return groups.map(({ action, title, whyFree = [] }) => {
    if (whyFree.length === 0) return null
    const free = whyFree.filter(({ is }) => is === 'free').length
    const isFree = free === whyFree.length
    const state = isFree ? 'freeState.out' : free > 0 ? 'thingState.partly' : 'freeState.stopped'
    return (
      <Notice key={action} gravity={isFree ? 'good' : 'warn'} title={`${title[spoken]}: ${t(state)}`}>
        {whyFree.map(why => (
          <div key={why.of}>
            <WhyFree why={why} timeZone={timeZone} />
          </div>
        ))}
      </Notice>
    )
  })
}
