/** The campaigns: each holds rounds. An editor begins one here. */
import { Anchor, Button, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue, useDisclosure } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
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
import { Figure } from '../../../web/parts/figure.tsx'
import { Page } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Empty } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import { queries, useMe } from '../../../web/session.ts'
import { campaignsQuery } from './round-queries.ts'
import { PagedList } from './rounds-table.tsx'

const SEARCH_MS = 250

export function CampaignsPage() {
  const { t } = useTranslation('rounds')
  const terms = useTranslation('terms')
  const { role } = useMe()
  const [search, setSearch] = useState('')
  const [wanted] = useDebouncedValue(search.trim(), SEARCH_MS)
  const query = useInfiniteQuery(campaignsQuery(wanted))
  const [isOpen, dialog] = useDisclosure(false)
  const mayWrite = role === 'editor' || role === 'approver'
  const begin = mayWrite ? <Button onClick={dialog.open}>{t('campaigns.begin')}</Button> : null
  return (
    <Page title={t('campaigns.title')} actions={begin}>
      <NewCampaign isOpen={isOpen} onClose={dialog.close} />
      <TextInput
        type="search"
        maw="24rem"
        label={t('campaigns.search')}
        value={search}
        onChange={event => setSearch(event.currentTarget.value)}
      />
      <PagedList
        query={query}
        empty={
          wanted === '' ? (
            <Empty title={t('campaigns.none')}>
              {t(mayWrite ? 'campaigns.noneHow' : 'list.noneWait')}
            </Empty>
          ) : (
            <Empty title={t('campaigns.notFound', { search: wanted })}>
              {t('campaigns.notFoundHow')}
            </Empty>
          )
        }
      >
        {campaigns => (
          <Records
            caption={t('campaigns.title')}
            rows={campaigns}
            rowKey={campaign => campaign.id}
            columns={[
              {
                key: 'campaign',
                heading: t('campaigns.campaign'),
                kind: 'title',
                cell: ({ id, title, note }) => (
                  <>
                    <Anchor
                      component={Link}
                      to="/campaigns/$id"
                      params={{ id } as never}
                      fw={600}
                      underline="always"
                    >
                      {title}
                    </Anchor>
                    {note !== '' && (
                      <Text
                        component="div"
                        fw={400}
                        maw="40rem"
                        className="loa-quiet"
                        lineClamp={2}
                      >
                        {note}
                      </Text>
                    )}
                  </>
                ),
              },
              {
                key: 'rounds',
                heading: t('campaigns.rounds'),
                kind: 'figure',
                cell: ({ rounds }) => <Figure value={rounds} unit={terms.t('unit.rounds')} />,
              },
              {
                key: 'created',
                heading: t('campaigns.created'),
                cell: ({ createdAt, createdBy }) => (
                  <div>
                    <Time at={createdAt} shown="day" />
                    <div className="loa-quiet">{createdBy}</div>
                  </div>
                ),
              },
            ]}
          />
        )}
      </PagedList>
    </Page>
  )
}

function NewCampaign({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('rounds')
  return (
    <Dialogue isOpen={isOpen} onClose={onClose} title={t('campaigns.begin')}>
      <NewCampaignForm />
    </Dialogue>
  )
}

function NewCampaignForm() {
  const { t } = useTranslation('rounds')
  const navigate = useNavigate()
  const [title, setTitle] = useState('')
  const [note, setNote] = useState('')
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  const [isBusy, setBusy] = useState(false)
  const [once] = useState(newKey)
  const submit = async () => {
    if (title.trim() === '') {
      setFaults([{ field: 'campaign-title', sentence: t('campaigns.titleMissing') }])
      return
    }
    setBusy(true)
    try {
      const campaign = await ask('POST /api/v1/campaigns', { body: { title, note }, once })
      void queries.invalidateQueries({ queryKey: ['campaigns'] })
      await navigate({ to: '/campaigns/$id', params: { id: campaign.id } })
    } catch (error) {
      setFaults(faultsOf(error, { title: 'campaign-title', note: 'campaign-note' }))
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
          id="campaign-title"
          data-autofocus
          label={t('campaigns.name')}
          description={t('campaigns.nameHint')}
          maxLength={200}
          value={title}
          error={faultOf(faults, 'campaign-title')}
          onChange={event => setTitle(event.currentTarget.value)}
        />
        <Textarea
          id="campaign-note"
          label={t('campaigns.note')}
          description={t('campaigns.noteHint')}
          maxLength={2000}
          autosize
          minRows={3}
          value={note}
          error={faultOf(faults, 'campaign-note')}
          onChange={event => setNote(event.currentTarget.value)}
        />
        <Button type="submit" loading={isBusy}>
          {t('campaigns.begin')}
        </Button>
      </Stack>
    </form>
  )
}
