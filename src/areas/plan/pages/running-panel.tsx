/** What runs now because of the levels that areas are at. */
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Purpose } from '../../../directive/documents.ts'
import type { Plan } from '../../../plan/plan.ts'
import { Panel } from '../../../web/parts/page.tsx'
import { Asked, Empty } from '../../../web/parts/states.tsx'
import { EffectTable } from './effect-table.tsx'
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
    </Panel>
  )
}
