/** A new round, from wherever one lands: by link, by keyboard, with its campaign in the address or chosen here. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { ButtonLink, Page, Panel } from '../../../web/parts/page.tsx'
import { Forbidden, Notice } from '../../../web/parts/states.tsx'
import { useMayDraft } from '../../drafting/pages/drafting-queries.ts'
import { useWords } from './message-words.ts'
import { NewRound } from './new-round.tsx'
import { campaignsQuery } from './round-queries.ts'

export function NewRoundPage() {
  const { t } = useWords()
  const { campaign = '' } = useSearch({ from: '/frame/rounds/new' })
  const mayDraft = useMayDraft()
  const campaigns = useInfiniteQuery({ ...campaignsQuery(''), enabled: mayDraft })
  const isNone = campaign === '' && campaigns.data?.pages[0]?.items.length === 0
  return (
    <Page title={t('new.title')} crumbs={[[t('title'), '/rounds']]} lead={t('new.lead')}>
      {!mayDraft && <Forbidden />}
      {mayDraft && isNone && (
        <Notice
          gravity="info"
          title={t('campaigns.none')}
          action={<ButtonLink to="/campaigns">{t('list.toCampaigns')}</ButtonLink>}
        >
          {t('new.noCampaign')}
        </Notice>
      )}
      {mayDraft && !isNone && (
        <Panel title={t('compose.about')}>
          <NewRound campaign={null} first={campaign} />
        </Panel>
      )}
    </Page>
  )
}
