/** One campaign and its rounds. An editor begins a round here, and archives the campaign once nothing of it goes on. */
import { Stack } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ask } from '../../../web/api.ts'
import { ButtonToDialogue } from '../../../web/parts/dialogue.tsx'
import { Page } from '../../../web/parts/page.tsx'
import { Asked, Empty } from '../../../web/parts/states.tsx'
import { queries, useMe } from '../../../web/session.ts'
import { ArchiveButton, ArchivedNotice } from '../../drafting/pages/put-away.tsx'
import { useWords } from './message-words.ts'
import { NewRound } from './new-round.tsx'
import { campaignQuery, roundsQuery } from './round-queries.ts'
import { RoundsCompared } from './rounds-compared.tsx'
import { RoundsTable } from './rounds-table.tsx'

export function CampaignPage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/campaigns/$id' })
  const { role } = useMe()
  const campaign = useQuery(campaignQuery(id))
  const rounds = useInfiniteQuery(roundsQuery({ campaign: id }))
  const mayWrite = role === 'editor' || role === 'approver'
  const { data } = campaign
  const archive = async (once: string) => await putAway('archive', id, once)
  const begin = mayWrite && data !== undefined && (
    <>
      {!data.isArchived && <ArchiveButton onDone={archive} />}
      <ButtonToDialogue label={t('campaign.begin')}>{() => <NewRound campaign={id} />}</ButtonToDialogue>
    </>
  )
  return (
    <Page
      title={campaign.data?.title ?? t('campaigns.campaign')}
      crumbs={[[t('campaigns.title'), '/campaigns']]}
      actions={begin}
      lead={campaign.data?.note || undefined}
    >
      <Asked query={campaign}>
        {({ isArchived }) => (
          <Stack gap="xl">
            {isArchived && (
              <ArchivedNotice onDone={mayWrite ? async once => await putAway('unarchive', id, once) : null} />
            )}
            <RoundsTable
              query={rounds}
              withCampaign={false}
              empty={<Empty title={t('campaign.none')}>{t(mayWrite ? 'campaign.noneHow' : 'list.noneWait')}</Empty>}
            />
            <RoundsCompared rounds={rounds.data?.pages.flatMap(({ items }) => items) ?? []} />
          </Stack>
        )}
      </Asked>
    </Page>
  )
}

async function putAway(name: 'archive' | 'unarchive', id: string, once: string): Promise<void> {
  // Both take nothing and answer with the campaign.
  const route = `POST /api/v1/campaigns/{id}/${name}` as 'POST /api/v1/campaigns/{id}/archive'
  const now = await ask(route, { params: { id }, body: {}, once })
  queries.setQueryData(campaignQuery(id).queryKey, now)
  void queries.invalidateQueries({ queryKey: ['campaigns'] })
  void queries.invalidateQueries({ queryKey: ['rounds'] })
}
