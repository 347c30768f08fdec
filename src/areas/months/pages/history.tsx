/** Who did what with the report and its work items, when and why, newest first. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useLanguage } from '../../../web/i18n.ts'
import { grouped } from '../../../web/numbers.ts'
import { Records } from '../../../web/parts/records.tsx'
import { Time } from '../../../web/parts/time.tsx'
import type { MonthReport } from '../model.ts'
import { useWords } from './words.ts'

/** Deeds that have a sentence; others show their name. */
const KNOWN = [
  'review',
  'sign',
  'publish',
  'return',
  'item-add',
  'item-save',
  'item-remove',
] as const

/** Shown at once; what came before is one press away. */
const SHOWN = 10

export function MonthHistory({ history }: { history: MonthReport['history'] }) {
  const t = useWords()
  const spoken = useLanguage()
  const [isWhole, setWhole] = useState(false)
  if (history.length === 0) return <p>{t('history.none')}</p>
  const deed = (action: string) => {
    const known = KNOWN.find(one => `month.${one}` === action)
    return known === undefined ? action : t(`history.${known}`)
  }
  const entries = history.map((entry, at) => ({ ...entry, key: String(at) })).reverse()
  const table = (
    <Records
      caption={t('history.title')}
      rows={isWhole ? entries : entries.slice(0, SHOWN)}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'at',
          heading: t('history.at'),
          cell: ({ at }) => <Time at={at} shown="minute" />,
        },
        { key: 'by', heading: t('history.by'), cell: ({ by }) => by },
        {
          key: 'what',
          heading: t('history.what'),
          cell: ({ action, title }) =>
            title === null ? deed(action) : `${deed(action)}: ${title}`,
        },
        { key: 'why', heading: t('history.why'), cell: ({ reason }) => reason ?? '–' },
      ]}
    />
  )
  const more = entries.length - SHOWN
  if (isWhole || more <= 0) return table
  return (
    <>
      {table}
      <Button variant="default" style={{ alignSelf: 'flex-start' }} onClick={() => setWhole(true)}>
        {t('history.more', { count: grouped(more, spoken) })}
      </Button>
    </>
  )
}
