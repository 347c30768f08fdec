/** A list of rounds, page after page. */
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Segments, Subscribers } from '../../../web/parts/figure.tsx'
import { TextLink } from '../../../web/parts/page.tsx'
import { Paged, type PagedResult } from '../../../web/parts/paged.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { TimeBy } from '../../../web/parts/time.tsx'
import type { RoundSummary } from '../model.ts'
import { ExerciseBadge } from './exercise.tsx'
import { RoundStateBadge } from './state-badges.tsx'
import { useWords } from './words.ts'

export function RoundsTable(props: {
  readonly query: PagedResult<RoundSummary>
  readonly withCampaign: boolean
  readonly empty: ReactNode
}) {
  const { t } = useWords()
  return (
    <Paged query={props.query} empty={props.empty}>
      {rounds => (
        <Records
          caption={t('title')}
          rows={rounds}
          columns={[
            [
              t('list.round'),
              round => (
                <>
                  <TextLink to={`/rounds/${round.id}`} isStrong>
                    {t('round.number', { n: round.number })}: {round.title}
                  </TextLink>{' '}
                  <ExerciseBadge purpose={round.purpose} />
                  {props.withCampaign && (
                    <Text component="div" fw={400} className="loa-quiet">
                      {round.campaignTitle}
                    </Text>
                  )}
                </>
              ),
              'title',
            ],
            [t('list.state'), ({ state, takenBack }) => <RoundStateBadge state={state} takenBack={takenBack} />],
            [t('list.subscribers'), ({ subscribers }) => <Subscribers of={subscribers} />, 'figure'],
            [t('list.segments'), ({ segments }) => <Segments of={segments} />, 'figure'],
            [t('list.updated'), ({ updatedAt, updatedBy }) => <TimeBy at={updatedAt} by={updatedBy} />],
          ]}
        />
      )}
    </Paged>
  )
}
