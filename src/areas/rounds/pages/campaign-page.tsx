/** One campaign and its rounds. An editor begins a round here: a title and a sender, the rest is written on its page. */
import { Stack, TextInput } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import type { Purpose } from '../../../directive/documents.ts'
import { ask } from '../../../web/api.ts'
import { OneOf } from '../../../web/parts/choices.tsx'
import { ButtonToDialogue } from '../../../web/parts/dialogue.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { Page } from '../../../web/parts/page.tsx'
import { Asked, Empty } from '../../../web/parts/states.tsx'
import { queries, useMe } from '../../../web/session.ts'
import { newContent } from './content.ts'
import { useWords } from './message-words.ts'
import { campaignQuery, operatorsQuery, roundQuery, roundsQuery } from './round-queries.ts'
import { RoundsCompared } from './rounds-compared.tsx'
import { RoundsTable } from './rounds-table.tsx'

export function CampaignPage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/campaigns/$id' })
  const { role } = useMe()
  const campaign = useQuery(campaignQuery(id))
  const rounds = useInfiniteQuery(roundsQuery({ campaign: id }))
  const mayWrite = role === 'editor' || role === 'approver'
  const begin = mayWrite && campaign.data !== undefined && (
    <ButtonToDialogue label={t('campaign.begin')}>
      {() => <NewRound campaign={id} />}
    </ButtonToDialogue>
  )
  return (
    <Page
      title={campaign.data?.title ?? t('campaigns.campaign')}
      crumbs={[[t('campaigns.title'), '/campaigns']]}
      actions={begin}
      lead={campaign.data?.note || undefined}
    >
      <Asked query={campaign}>
        {() => (
          <Stack gap="xl">
            <RoundsTable
              query={rounds}
              withCampaign={false}
              empty={
                <Empty title={t('campaign.none')}>
                  {t(mayWrite ? 'campaign.noneHow' : 'list.noneWait')}
                </Empty>
              }
            />
            <RoundsCompared rounds={rounds.data?.pages.flatMap(({ items }) => items) ?? []} />
          </Stack>
        )}
      </Asked>
    </Page>
  )
}

function NewRound({ campaign }: { campaign: string }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const operators = useQuery(operatorsQuery)
  const form = useForm({
    prefix: 'new',
    paths: { 'content.title': 'title', 'content.source': 'source' },
    values: { title: '', source: '', purpose: 'live' as Purpose },
    check: ({ title, source }) => ({
      title: title.trim() === '' && t('campaign.titleMissing'),
      source: source.trim() === '' && t('campaign.sourceMissing'),
    }),
    send: async ({ title, source, purpose }, once) => {
      const enrolled = (operators.data ?? []).filter(({ state }) => state === 'enrolled')
      const content = newContent({
        title: title.trim(),
        source: source.trim(),
        operators: enrolled.map(({ id }) => id),
        purpose,
      })
      const given = { params: { id: campaign }, body: { content }, once }
      const round = await ask('POST /api/v1/campaigns/{id}/rounds', given)
      queries.setQueryData(roundQuery(round.id).queryKey, round)
      void queries.invalidateQueries({ queryKey: ['rounds'] })
      await navigate({ to: '/rounds/$id/compose', params: { id: round.id } })
    },
  })
  return (
    <Form of={form} submit={t('campaign.write')} place="wide">
      <TextInput
        data-autofocus
        label={t('field.title')}
        description={t('compose.titleHint')}
        maxLength={200}
        {...form.field('title')}
      />
      <TextInput
        label={t('field.source')}
        description={t('compose.sourceHint')}
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
      />
    </Form>
  )
}
