/** What is proved of a bulletin: by channel and kind, never added up. */
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Figure } from '../../../web/parts/figure.tsx'
import { Panel } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Asked, Empty } from '../../../web/parts/states.tsx'
import type { Bulletin, Proof } from '../model.ts'
import { ProofBadge } from './badges.tsx'
import { proofsQuery } from './queries.ts'
import { channelNames, timeSaid } from './said.ts'
import { useWords } from './words.ts'

export function ProofsPanel({ bulletin }: { bulletin: Bulletin }) {
  const words = useWords()
  const { t, spoken } = words
  const query = useQuery(proofsQuery(bulletin.id))
  const released = new Set(bulletin.releases.flatMap(({ channels }) => channels))
  const without = (proved: readonly Proof[]) =>
    [...released].filter(channel => proved.every(proof => proof.channel !== channel))
  return (
    <Panel title={t('proofs.title')}>
      <Text className="loa-quiet">{t('proofs.lead')}</Text>
      <Asked query={query} empty={all => all.length === 0 && <Empty title={t('proofs.none')} />}>
        {all => (
          <>
            <Records
              caption={t('proofs.caption')}
              rows={all}
              rowKey={({ channel, release, kind, unit }) => `${channel} ${release} ${kind} ${unit}`}
              columns={[
                [t('proofs.channel'), ({ channel }) => t(`channel.${channel}`), 'title'],
                [t('proofs.release'), ({ release }) => t(`releases.${release}`)],
                [t('proofs.kind'), ({ kind }) => <ProofBadge kind={kind} />],
                [
                  t('proofs.count'),
                  ({ count, unit }) => (
                    <Figure value={count} unit={t(count === 1 ? `proofUnit.one.${unit}` : `proofUnit.${unit}`)} />
                  ),
                  'figure',
                ],
                [t('proofs.at'), ({ at }) => timeSaid(at, spoken)],
              ]}
            />
            {without(all).length > 0 && (
              <Text>{t('proofs.without', { channels: channelNames(words, without(all)) })}</Text>
            )}
          </>
        )}
      </Asked>
    </Panel>
  )
}
