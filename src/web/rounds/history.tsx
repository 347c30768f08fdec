/** Who did what with a round, when and why, newest first. */
import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RoundDetail } from '../../authority/model.ts'
import { Time } from '../parts/time.tsx'

/** Deeds that have a sentence; others show their name. */
const KNOWN = [
  'create',
  'save',
  'submit',
  'withdraw',
  'approve',
  'return',
  'exercise',
  'schedule',
  'pause',
  'resume',
  'stop',
  'start',
  'finish',
  'canary',
] as const

export function History({ history }: { history: RoundDetail['history'] }) {
  const { t } = useTranslation('rounds')
  const deed = (action: string) => {
    const bare = action.replace(/^round\./, '')
    const known = KNOWN.find(one => one === bare)
    return known === undefined ? action : t(`history.${known}`)
  }
  return (
    <Table.ScrollContainer minWidth="34rem" scrollAreaProps={{ tabIndex: 0 } as object}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('history.at')}</Table.Th>
            <Table.Th scope="col">{t('history.by')}</Table.Th>
            <Table.Th scope="col">{t('history.what')}</Table.Th>
            <Table.Th scope="col">{t('history.why')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {history.toReversed().map(({ at, by, action, version, reason }, i) => (
            <Table.Tr key={history.length - i}>
              <Table.Td>
                <Time at={at} shown="minute" />
              </Table.Td>
              <Table.Td>{by}</Table.Td>
              <Table.Td>
                {deed(action)}
                {version !== null && (
                  <span className="loa-quiet"> · {t('round.version', { version })}</span>
                )}
              </Table.Td>
              <Table.Td>{reason ?? ''}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
