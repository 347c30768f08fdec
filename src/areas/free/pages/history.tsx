/** Who did what with a version, when and why, newest first. */

import { Records } from '../../../web/parts/records.tsx'
import { Time } from '../../../web/parts/time.tsx'
import type { FreeDraft } from '../model.ts'
import { useWords } from './words.ts'

/** Deeds that have a sentence; others show their name. */
const KNOWN = [
  'save',
  'submit',
  'withdraw',
  'approve',
  'return',
  'hold',
  'acknowledge',
  'refuse',
  'recover',
] as const

export function FreeHistory({ history }: { history: FreeDraft['history'] }) {
  const t = useWords()
  if (history.length === 0) return <p>–</p>
  const deed = (action: string) => {
    const known = KNOWN.find(one => `list.${one}` === action)
    return known === undefined ? action : t(`history.${known}`)
  }
  return (
    <Records
      caption={t('history.title')}
      rows={history.map((entry, at) => ({ ...entry, key: String(at) })).reverse()}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'at',
          heading: t('history.at'),
          cell: ({ at }) => <Time at={at} shown="minute" />,
        },
        { key: 'by', heading: t('history.by'), cell: ({ by }) => by },
        { key: 'what', heading: t('history.what'), cell: ({ action }) => deed(action) },
        { key: 'why', heading: t('history.why'), cell: ({ reason }) => reason ?? '–' },
      ]}
    />
  )
}
