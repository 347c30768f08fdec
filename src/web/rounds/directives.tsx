/** What was ordered of each operator, and what became of it. */
import { Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DirectiveSummary, RoundLive } from '../../authority/model.ts'
import { useLanguage } from '../i18n.ts'
import { grouped } from '../numbers.ts'
import { DirectiveStateBadge } from '../parts/state-badge.tsx'
import { Time } from '../parts/time.tsx'

export function Directives({
  directives,
  purpose,
}: {
  readonly directives: readonly DirectiveSummary[]
  readonly purpose: RoundLive['purpose']
}) {
  const { t } = useTranslation('rounds')
  const terms = useTranslation('terms')
  const spoken = useLanguage()
  if (directives.length === 0) return <Text>{t('directives.none')}</Text>
  return (
    <>
      <Text mb="xs">{t('directives.purpose', { purpose: terms.t(`purpose.${purpose}`) })}</Text>
      <Table.ScrollContainer minWidth="44rem" scrollAreaProps={{ tabIndex: 0 } as object}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('directives.operator')}</Table.Th>
              <Table.Th scope="col">{t('list.state')}</Table.Th>
              <Table.Th scope="col" ta="right">
                {t('directives.serial')}
              </Table.Th>
              <Table.Th scope="col">{t('directives.issued')}</Table.Th>
              <Table.Th scope="col" ta="right">
                {t('list.subscribers')}
              </Table.Th>
              <Table.Th scope="col">{t('directives.returned')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {directives.map(directive => (
              <Table.Tr key={directive.id}>
                <Table.Th scope="row">{directive.operatorName}</Table.Th>
                <Table.Td>
                  <DirectiveStateBadge state={directive.state} />
                  {directive.refusal !== null && (
                    <div>{terms.t(`refusal.${directive.refusal}`)}</div>
                  )}
                </Table.Td>
                <Table.Td ta="right">{grouped(directive.serial, spoken)}</Table.Td>
                <Table.Td>
                  <Time at={directive.issuedAt} shown="minute" />
                </Table.Td>
                <Table.Td ta="right" className="loa-figure">
                  {directive.subscribers === null ? '–' : grouped(directive.subscribers, spoken)}
                </Table.Td>
                <Table.Td>
                  {directive.returnedAt === null ? (
                    '–'
                  ) : (
                    <Time at={directive.returnedAt} shown="minute" />
                  )}
                  {directive.flags.map(({ code, expected, found }) => (
                    <div key={code}>
                      <strong>▲ {terms.t(`flag.${code}`)}</strong>:{' '}
                      {t('directives.flag', { expected, found })}
                    </div>
                  ))}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  )
}
