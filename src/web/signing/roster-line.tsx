/** One line about a roster that is missing, due or waiting, for those whom it concerns. */
import { useQuery } from '@tanstack/react-query'
import { setUpQuery } from '../help/set-up-query.ts'
import { takeIn } from '../i18n.ts'
import { useMaySee } from '../may-see.ts'
import { TextLink } from '../parts/page.tsx'
import { Notice } from '../parts/states.tsx'
import { useMe } from '../session.ts'
import { useWords } from '../use-words.ts'
import { roster } from '../words/roster.ts'
import { rosterNews } from './roster-news.ts'
import { rosterQuery } from './roster-query.ts'

declare module '../i18n.ts' {
  interface AreaWords {
    readonly roster: typeof roster
  }
}

takeIn('roster', roster)

export function RosterLine() {
  const { t } = useWords('roster')
  const me = useMe()
  const maySee = useMaySee('/signers')
  const { data } = useQuery({ ...rosterQuery, enabled: maySee })
  const { data: setUp } = useQuery({ ...setUpQuery, enabled: me.role === 'administrator' })
  const news = data === undefined || !maySee ? null : rosterNews(data, me)
  // While a new authority is set up, what is next is said by its own line: a roster comes after those who are to be on it.
  if (news === null || setUp?.isWhole === true) return null
  return (
    <Notice gravity={news === 'waits' ? 'info' : 'warn'}>
      {t(`news.${news}`)} <TextLink to="/signers">{t('news.open')}</TextLink>
    </Notice>
  )
}
