/** The campaigns: each holds rounds. An editor begins one here. */

import { Text, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { ask } from '../../../web/api.ts'
import type { Asks } from '../../../web/frame-route.ts'
import { ButtonToDialogue } from '../../../web/parts/dialogue.tsx'
import { Figure } from '../../../web/parts/figure.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { isShort, useInAddress } from '../../../web/parts/in-address.ts'
import { Page, TextLink } from '../../../web/parts/page.tsx'
import { Paged } from '../../../web/parts/paged.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Empty } from '../../../web/parts/states.tsx'
import { TimeBy } from '../../../web/parts/time.tsx'
import { queries, useMe } from '../../../web/session.ts'
import type { AwaySearch } from '../../drafting/pages/away-search.ts'
import { AwayFilter, NoneArchived } from '../../drafting/pages/put-away.tsx'
import { campaignsQuery } from './round-queries.ts'
import { campaignsSearch } from './rounds-search.ts'
import { useWords } from './words.ts'

const SEARCH_MS = 250

export function CampaignsPage() {
  const { t, terms } = useWords()
  const { role } = useMe()
  const [said, say] = useInAddress('q', isShort)
  const [search, setSearch] = useState(said ?? '')
  const [wanted] = useDebouncedValue(search.trim(), SEARCH_MS)
  useEffect(() => say(wanted === '' ? null : wanted), [say, wanted])
  const away = useSearch({ from: '/frame/campaigns' })
  const navigate = useNavigate()
  const show = (chosen: AwaySearch) =>
    void navigate({ to: '/campaigns', search: { ...chosen, ...(wanted !== '' && { q: wanted }) } })
  const query = useInfiniteQuery(campaignsQuery(wanted, away.away ? 'only' : undefined))
  const mayWrite = role === 'editor' || role === 'approver'
  const begin = mayWrite && <ButtonToDialogue label={t('campaigns.begin')}>{() => <NewCampaign />}</ButtonToDialogue>
  return (
    <Page title={t('campaigns.title')} actions={begin}>
      <TextInput
        type="search"
        maw="24rem"
        label={t('campaigns.search')}
        value={search}
        onChange={event => setSearch(event.currentTarget.value)}
      />
      <AwayFilter search={away} onChoose={show} />
      <Paged
        query={query}
        empty={
          away.away === true && wanted === '' ? (
            <NoneArchived onShow={() => show({})} />
          ) : wanted === '' ? (
            <Empty title={t('campaigns.none')}>{t(mayWrite ? 'campaigns.noneHow' : 'list.noneWait')}</Empty>
          ) : (
            <Empty title={t('campaigns.notFound', { search: wanted })}>{t('campaigns.notFoundHow')}</Empty>
          )
        }
      >
        {campaigns => (
          <Records
            caption={t('campaigns.title')}
            rows={campaigns}
            columns={[
              [
                t('campaigns.campaign'),
                ({ id, title, note }) => (
                  <>
                    <TextLink to={`/campaigns/${id}`} isStrong>
                      {title}
                    </TextLink>
                    {note !== '' && (
                      <Text component="div" fw={400} maw="40rem" className="loa-quiet" lineClamp={2}>
                        {note}
                      </Text>
                    )}
                  </>
                ),
                'title',
              ],
              [t('campaigns.rounds'), ({ rounds }) => <Figure value={rounds} unit={terms('unit.rounds')} />, 'figure'],
              [
                t('campaigns.created'),
                ({ createdAt, createdBy }) => <TimeBy at={createdAt} by={createdBy} shown="day" />,
              ],
            ]}
          />
        )}
      </Paged>
    </Page>
  )
}

CampaignsPage.asks = (({ search }) => {
  const { q = '', away } = campaignsSearch(search)
  return [campaignsQuery(q, away ? 'only' : undefined)]
}) satisfies Asks

function NewCampaign() {
  const { t } = useWords()
  const navigate = useNavigate()
  const form = useForm({
    prefix: 'campaign',
    values: { title: '', note: '' },
    check: ({ title }) => ({ title: title.trim() === '' && t('campaigns.titleMissing') }),
    send: async (body, once) => {
      const { id } = await ask('POST /api/v1/campaigns', { body, once })
      void queries.invalidateQueries({ queryKey: ['campaigns'] })
      await navigate({ to: '/campaigns/$id', params: { id } })
    },
  })
  return (
    <Form of={form} submit={t('campaigns.begin')} place="wide">
      <TextInput
        data-autofocus
        label={t('campaigns.name')}
        description={t('campaigns.nameHint')}
        maxLength={200}
        {...form.field('title')}
      />
      <Textarea
        label={t('campaigns.note')}
        description={t('campaigns.noteHint')}
        maxLength={2000}
        autosize
        minRows={3}
        {...form.field('note')}
      />
    </Form>
  )
}
