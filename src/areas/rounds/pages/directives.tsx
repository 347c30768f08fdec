/** What was ordered of each operator, and what became of it. */
import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../web/i18n.ts'
import { grouped } from '../../../web/numbers.ts'
import { Figure } from '../../../web/parts/figure.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { DirectiveStateBadge } from '../../../web/parts/state-badge.tsx'
import { Time } from '../../../web/parts/time.tsx'
import type { DirectiveSummary, RoundLive } from '../model.ts'

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
      <Records
        caption={t('directives.title')}
        rows={directives}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'operator',
            heading: t('directives.operator'),
            kind: 'title',
            cell: ({ operatorName }) => operatorName,
          },
          {
            key: 'state',
            heading: t('list.state'),
            cell: ({ state, refusal }) => (
              <div>
                <DirectiveStateBadge state={state} />
                {refusal !== null && <div>{terms.t(`refusal.${refusal}`)}</div>}
              </div>
            ),
          },
          {
            key: 'serial',
            heading: t('directives.serial'),
            kind: 'figure',
            cell: ({ serial }) => grouped(serial, spoken),
          },
          {
            key: 'issued',
            heading: t('directives.issued'),
            cell: ({ issuedAt }) => <Time at={issuedAt} shown="minute" />,
          },
          {
            key: 'subscribers',
            heading: t('list.subscribers'),
            kind: 'figure',
            cell: ({ subscribers }) => (
              <Figure value={subscribers} unit={terms.t('unit.subscribers')} isUnitHidden />
            ),
          },
          {
            key: 'returned',
            heading: t('directives.returned'),
            cell: ({ returnedAt, flags }) => (
              <div>
                {returnedAt === null ? '–' : <Time at={returnedAt} shown="minute" />}
                {flags.map(({ code, expected, found }) => (
                  <div key={code}>
                    <strong>▲ {terms.t(`flag.${code}`)}</strong>:{' '}
                    {t('directives.flag', { expected, found })}
                  </div>
                ))}
              </div>
            ),
          },
        ]}
      />
    </>
  )
}
