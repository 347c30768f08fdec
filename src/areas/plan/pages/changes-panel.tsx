/** Changes of level, newest first: why each was. */
import { Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Purpose } from '../../../directive/documents.ts'
import type { Plan } from '../../../plan/plan.ts'
import { Panel, TextLink } from '../../../web/parts/page.tsx'
import { Paged } from '../../../web/parts/paged.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Empty } from '../../../web/parts/states.tsx'
import { ChangeBadge } from './badges.tsx'
import { changesQuery } from './queries.ts'
import { changeSaid, timeSaid } from './said.ts'
import { useWords } from './words.ts'

export function ChangesPanel({ plan, purpose }: { plan: Plan; purpose: Purpose }) {
  const words = useWords()
  const { t } = words
  const query = useInfiniteQuery(changesQuery(plan.id, purpose))
  return (
    <Panel title={t('changes.title')}>
      <Text className="loa-quiet">{t('changes.lead')}</Text>
      <Paged query={query} empty={<Empty title={t('changes.none')} />}>
        {changes => (
          <Records
            caption={t('changes.title')}
            rows={changes}
            columns={[
              [
                t('changes.what'),
                change => (
                  <TextLink to={`/plan/${plan.id}/changes/${change.id}`} isStrong>
                    {changeSaid(words, plan.levels, change)}
                  </TextLink>
                ),
                'title',
              ],
              [t('changes.from'), ({ from }) => timeSaid(from, words, plan.timeZone)],
              [t('changes.state'), change => <ChangeBadge change={change} />],
              [t('changes.why'), ({ reason }) => <span lang="vi">{reason}</span>],
              [t('changes.by'), ({ proposedBy }) => proposedBy.name],
            ]}
          />
        )}
      </Paged>
    </Panel>
  )
}
