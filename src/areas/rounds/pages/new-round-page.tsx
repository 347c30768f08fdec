/** A new round, from wherever one lands: by link, by keyboard, with its campaign in the address or chosen here. */
import { useSearch } from '@tanstack/react-router'
import { Page, Panel } from '../../../web/parts/page.tsx'
import { Forbidden } from '../../../web/parts/states.tsx'
import { useMayDraft } from '../../drafting/pages/drafting-queries.ts'
import { useWords } from './message-words.ts'
import { NewRound } from './new-round.tsx'

export function NewRoundPage() {
  const { t } = useWords()
  const { campaign = '' } = useSearch({ from: '/frame/rounds/new' })
  const mayDraft = useMayDraft()
  return (
    <Page title={t('new.title')} crumbs={[[t('title'), '/rounds']]} lead={t('new.lead')}>
      {!mayDraft && <Forbidden />}
      {mayDraft && (
        <Panel title={t('compose.about')}>
          <NewRound campaign={null} first={campaign} />
        </Panel>
      )}
    </Page>
  )
}
