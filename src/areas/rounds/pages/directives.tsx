/** What was ordered of each operator, and what became of it. */
import { Text } from '@mantine/core'
import { grouped } from '../../../web/numbers.ts'
import { Subscribers } from '../../../web/parts/figure.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Time } from '../../../web/parts/time.tsx'
import type { DirectiveSummary, RoundLive } from '../model.ts'
import { DirectiveStateBadge } from './directive-badge.tsx'
import { useFlagWords } from './flag-words.ts'
import { useWords as useLiveWords } from './live/words.ts'
import { useWords } from './words.ts'

export function Directives({
  directives,
  purpose,
}: {
  readonly directives: readonly DirectiveSummary[]
  readonly purpose: RoundLive['purpose']
}) {
  const { t, spoken } = useWords()
  const { t: live } = useLiveWords()
  const why = useFlagWords()
  if (directives.length === 0) return <Text>{t('directives.none')}</Text>
  return (
    <>
      <Text mb="xs">{t('directives.purpose', { purpose: live(`purpose.${purpose}`) })}</Text>
      <Records
        caption={t('directives.title')}
        rows={directives}
        columns={[
          [t('directives.operator'), ({ operatorName }) => operatorName, 'title'],
          [
            t('list.state'),
            ({ state, refusal }) => (
              <div>
                <DirectiveStateBadge state={state} />
                {refusal !== null && <div>{why(`refusal.${refusal}`)}</div>}
              </div>
            ),
          ],
          [t('directives.serial'), ({ serial }) => grouped(serial, spoken), 'figure'],
          [t('directives.issued'), ({ issuedAt }) => <Time at={issuedAt} shown="minute" />],
          [t('list.subscribers'), ({ subscribers }) => <Subscribers of={subscribers} />, 'figure'],
          [
            t('directives.returned'),
            ({ returnedAt, flags }) => (
              <div>
                {returnedAt === null ? '–' : <Time at={returnedAt} shown="minute" />}
                {flags.map(({ code, expected, found }) => (
                  <div key={code}>
                    <strong>▲ {why(`flag.${code}`)}</strong>: {t('directives.flag', { expected, found })}
                  </div>
                ))}
              </div>
            ),
          ],
        ]}
      />
    </>
  )
}
