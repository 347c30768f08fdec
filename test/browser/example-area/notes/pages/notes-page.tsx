/** All notes, newest first. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { Page } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Empty } from '../../../web/parts/states.tsx'
import { TimeBy } from '../../../web/parts/time.tsx'
import { getQuery } from '../../../web/session.ts'
import { useWords } from './words.ts'

export function NotesPage() {
  const { t } = useWords()
  const { data: notes } = useSuspenseQuery(getQuery(['notes'], 'GET /api/v1/notes'))
  return (
    <Page title={t('title')}>
      {notes.length === 0 ? (
        <Empty title={t('none')} />
      ) : (
        <Records
          caption={t('title')}
          rows={notes}
          columns={[
            [t('text'), ({ text }) => text, 'title'],
            [t('left'), ({ at, by }) => <TimeBy at={at} by={by} shown="minute" />],
          ]}
        />
      )}
    </Page>
  )
}
