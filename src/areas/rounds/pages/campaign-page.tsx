/** One campaign and its rounds. An editor begins a round here: a title and a sender, the rest is written on its page. */
import { Button, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, newKey } from '../../../web/api.ts'
import { Dialogue } from '../../../web/parts/dialogue.tsx'
import {
  ErrorSummary,
  type FieldFault,
  faultOf,
  faultsOf,
} from '../../../web/parts/error-summary.tsx'
import { Page } from '../../../web/parts/page.tsx'
import { Asked, Empty } from '../../../web/parts/states.tsx'
import { queries, useMe } from '../../../web/session.ts'
import { newContent } from './content.ts'
import { campaignQuery, operatorsQuery, roundQuery, roundsQuery } from './round-queries.ts'
import { RoundsTable } from './rounds-table.tsx'

export function CampaignPage() {
  const { t } = useTranslation('rounds')
  const { id } = useParams({ from: '/frame/campaigns/$id' })
  const { role } = useMe()
  const campaign = useQuery(campaignQuery(id))
  const rounds = useInfiniteQuery(roundsQuery({ campaign: id }))
  const [isOpen, dialog] = useDisclosure(false)
  const mayWrite = role === 'editor' || role === 'approver'
  const begin = mayWrite ? <Button onClick={dialog.open}>{t('campaign.begin')}</Button> : null
  return (
    <Page
      title={campaign.data?.title ?? t('campaigns.campaign')}
      crumbs={[{ label: t('campaigns.title'), to: '/campaigns' }]}
      actions={campaign.data === undefined ? null : begin}
      lead={campaign.data?.note || undefined}
    >
      <Dialogue isOpen={isOpen} onClose={dialog.close} title={t('campaign.begin')}>
        <NewRoundForm campaign={id} />
      </Dialogue>
      <Asked query={campaign}>
        {() => (
          <RoundsTable
            query={rounds}
            withCampaign={false}
            empty={
              <Empty title={t('campaign.none')}>
                {t(mayWrite ? 'campaign.noneHow' : 'list.noneWait')}
              </Empty>
            }
          />
        )}
      </Asked>
    </Page>
  )
}

function NewRoundForm({ campaign }: { campaign: string }) {
  const { t } = useTranslation('rounds')
  const navigate = useNavigate()
  const operators = useQuery(operatorsQuery)
  const [title, setTitle] = useState('')
  const [source, setSource] = useState('')
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  const [isBusy, setBusy] = useState(false)
  const [once] = useState(newKey)
  const submit = async () => {
    const missing: FieldFault[] = []
    if (title.trim() === '')
      missing.push({ field: 'new-title', sentence: t('campaign.titleMissing') })
    if (source.trim() === '')
      missing.push({ field: 'new-source', sentence: t('campaign.sourceMissing') })
    setFaults(missing)
    if (missing.length > 0) return
    setBusy(true)
    try {
      const round = await ask('POST /api/v1/campaigns/:id/rounds', {
        params: { id: campaign },
        body: {
          content: newContent({
            title: title.trim(),
            source: source.trim(),
            operators: (operators.data ?? [])
              .filter(({ state }) => state === 'enrolled')
              .map(operator => operator.id),
          }),
        },
        once,
      })
      queries.setQueryData(roundQuery(round.id).queryKey, round)
      void queries.invalidateQueries({ queryKey: ['rounds'] })
      await navigate({ to: '/rounds/$id/compose', params: { id: round.id } })
    } catch (error) {
      setFaults(faultsOf(error, { 'content.title': 'new-title', 'content.source': 'new-source' }))
      setBusy(false)
    }
  }
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        if (!isBusy) void submit()
      }}
    >
      <Stack>
        <ErrorSummary faults={faults} />
        <TextInput
          id="new-title"
          data-autofocus
          label={t('field.title')}
          description={t('compose.titleHint')}
          maxLength={200}
          value={title}
          error={faultOf(faults, 'new-title')}
          onChange={event => setTitle(event.currentTarget.value)}
        />
        <TextInput
          id="new-source"
          label={t('field.source')}
          description={t('compose.sourceHint')}
          maxLength={20}
          autoComplete="off"
          spellCheck={false}
          value={source}
          error={faultOf(faults, 'new-source')}
          onChange={event => setSource(event.currentTarget.value)}
        />
        <Button type="submit" loading={isBusy}>
          {t('campaign.write')}
        </Button>
      </Stack>
    </form>
  )
}
