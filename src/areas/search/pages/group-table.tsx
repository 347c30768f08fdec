/** What was found of one kind, as a table of records. */
import { TextLink } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Time } from '../../../web/parts/time.tsx'
import type { Found, FoundKind } from '../model.ts'
import { StateOf } from './state-of.tsx'
import { useWords } from './words.ts'

export function GroupTable({ kind, called, items }: { kind: FoundKind; called: string; items: readonly Found[] }) {
  const { t, spoken } = useWords()
  const isTrail = kind === 'trail'
  return (
    <Records
      caption={called}
      rows={items}
      columns={[
        [
          t(isTrail ? 'search.columnDid' : 'search.columnTitle'),
          ({ page, title, did }) => (
            <TextLink to={page} isStrong>
              {did?.[spoken] ?? title}
            </TextLink>
          ),
          'title',
        ],
        isTrail && [t('search.columnWho'), ({ title }) => title],
        items.some(({ within }) => within !== null) && [t('search.columnWithin'), ({ within }) => within ?? '–'],
        items.some(({ state }) => state !== null) && [t('search.columnState'), item => <StateOf {...item} />],
        [t('search.columnAt'), ({ at }) => <Time at={at} />],
      ]}
    />
  )
}
