/** Which campaign: those in use, newest first, as many as come at once, and more where they are asked for. */
import { Anchor, NativeSelect } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Campaign } from '../model.ts'
import { campaignQuery, campaignsQuery } from './round-queries.ts'
import { useWords } from './words.ts'

export function CampaignField({
  none,
  ...field
}: {
  readonly label: string
  /** What it means to choose none; missing: one has to be chosen. */
  readonly none?: string
  readonly id: string
  readonly value: string
  readonly error: string | null
  readonly onChange: (given: unknown) => void
}) {
  const { t } = useWords()
  const query = useInfiniteQuery(campaignsQuery(''))
  const found: readonly Pick<Campaign, 'id' | 'title'>[] = query.data?.pages.flatMap(({ items }) => items) ?? []
  const chosen = useQuery({
    ...campaignQuery(field.value),
    enabled: field.value !== '' && !found.some(({ id }) => id === field.value),
  })
  const listed = chosen.data === undefined ? found : [chosen.data, ...found]
  return (
    <div>
      <NativeSelect
        {...field}
        data={[
          { value: '', label: none ?? t('new.chooseCampaign') },
          ...listed.map(({ id, title }) => ({ value: id, label: title })),
        ]}
      />
      {query.hasNextPage && (
        <Anchor component="button" type="button" className="loa-target" onClick={() => void query.fetchNextPage()}>
          {t('new.moreCampaigns')}
        </Anchor>
      )}
    </div>
  )
}
