/** All siren orders, newest first, with what the devices answered. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { Page } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Empty } from '../../../web/parts/states.tsx'
import { getQuery } from '../../../web/session.ts'
import { useWords } from './words.ts'

export function SirensPage() {
  const { t } = useWords()
  const { data: sirens } = useSuspenseQuery(getQuery(['sirens'], 'GET /api/v1/sirens'))
  return (
    <Page title={t('title')}>
      {sirens.length === 0 ? (
        <Empty title={t('none')} />
      ) : (
        <Records
          caption={t('title')}
          rows={sirens}
          columns={[
            [t('place'), ({ content }) => content.place, 'title'],
            [t('state'), ({ state }) => t(`state.${state}`)],
            [
              t('answers'),
              ({ answers }) =>
                answers
                  .map(({ operator, state, sounded }) => t(`answer.${state}`, { operator, sounded: sounded ?? 0 }))
                  .join('; '),
            ],
          ]}
        />
      )}
    </Page>
  )
}
