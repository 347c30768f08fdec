/** What data or people propose and nobody has decided yet. */
import { useQuery } from '@tanstack/react-query'
import type { Plan } from '../../../plan/plan.ts'
import { Panel, TextLink } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Asked, Empty } from '../../../web/parts/states.tsx'
import { LevelMark } from './level-mark.tsx'
import { useMayWrite } from './may-write.ts'
import { proposalsQuery } from './queries.ts'
import { areaSaid, timeSaid } from './said.ts'
import { SuggestButton } from './suggest-form.tsx'
import { useWords } from './words.ts'

export function ProposalsPanel({ plan }: { plan: Plan }) {
  const words = useWords()
  const { t } = words
  const mayWrite = useMayWrite()
  const query = useQuery(proposalsQuery(plan.id, 'open'))
  return (
    <Panel title={t('proposals.title')}>
      {mayWrite && <SuggestButton plan={plan} />}
      <Asked
        query={query}
        empty={({ items }) => items.length === 0 && <Empty title={t('proposals.none')}>{t('proposals.noneHow')}</Empty>}
      >
        {({ items }) => (
          <Records
            caption={t('proposals.title')}
            rows={items}
            columns={[
              [
                t('col.area'),
                ({ id, area }) => (
                  <TextLink to={`/plan/${plan.id}/proposals/${id}`} isStrong>
                    <span lang="vi">{areaSaid(words, area)}</span>
                  </TextLink>
                ),
                'title',
              ],
              [t('proposals.to'), ({ level }) => <LevelMark levels={plan.levels} id={level} />],
              [t('proposals.from'), ({ by }) => by?.name ?? t('proposals.data')],
              [t('proposals.at'), ({ createdAt }) => timeSaid(createdAt, words, plan.timeZone)],
            ]}
          />
        )}
      </Asked>
    </Panel>
  )
}
