/** One line about a roster that is missing, due or waiting, for those whom it concerns. */
import { useQuery } from '@tanstack/react-query'
import { useMaySee } from '../may-see.ts'
import { TextLink } from '../parts/page.tsx'
import { Notice } from '../parts/states.tsx'
import { useMe } from '../session.ts'
import { rosterNews } from './roster-news.ts'
import { rosterQuery } from './roster-query.ts'
import { useWords } from './words.ts'

export function RosterLine() {
  const { t } = useWords()
  const me = useMe()
  const maySee = useMaySee('/signers')
  const { data } = useQuery({ ...rosterQuery, enabled: maySee })
  const news = data === undefined || !maySee ? null : rosterNews(data, me)
  if (news === null) return null
  return (
    <Notice gravity={news === 'waits' ? 'info' : 'warn'}>
      {t(`news.${news}`)} <TextLink to="/signers">{t('news.open')}</TextLink>
    </Notice>
  )
}
