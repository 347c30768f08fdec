/** Who is ready for a briefing: each site with whom to call, its link, what its test call said. The worst stand first. */
import { Group, Stack, Text } from '@mantine/core'
import { Records } from '../../../web/parts/records.tsx'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { Age } from '../../../web/parts/time.tsx'
import type { Place } from '../model.ts'
import { LineBadge, LinkBadge, ReadinessBadge } from './badges.tsx'
import { PlaceName } from './place-name.tsx'
import { countsOf, type ReadyPlace, readinessOf } from './readiness.ts'
import { Responsible } from './responsible.tsx'
import { useVerdict } from './verdict.ts'
import { useWords } from './words.ts'

export function ReadinessTable(props: { briefing: string; places: readonly Place[] }) {
  const { t } = useWords()
  const verdict = useVerdict()
  const places = readinessOf(props.places)
  if (places.length === 0) return <p>{t('ready.nobody')}</p>
  return (
    <Stack gap="sm">
      <Counts places={places} />
      <Records<ReadyPlace>
        caption={t('ready.title')}
        rows={places}
        rowKey={({ place }) => place.site}
        columns={[
          [t('place.site'), ({ place }) => <PlaceName of={place} />, 'title'],
          [t('ready.state'), ({ is }) => <ReadinessBadge is={is} />],
          [t('ready.call'), ({ place }) => <Responsible of={place.responsible} />],
          [
            t('ready.line'),
            ({ place, is, doubts }) => (
              <Stack gap={4} align="flex-start">
                <Group gap="xs">
                  {is === 'there' && place.verdict === null ? (
                    <span className="loa-quiet">{t('ready.untried')}</span>
                  ) : (
                    <LineBadge line={place.verdict?.line ?? null} />
                  )}
                  {place.verdict !== null && (
                    <span className="loa-quiet">
                      <Age at={place.verdict.at} />
                    </span>
                  )}
                </Group>
                {place.verdict !== null && <span className="loa-quiet">{verdict(place.verdict)}</span>}
                {doubts
                  .filter(doubt => doubt === 'microphone' || doubt === 'camera')
                  .map(doubt => (
                    <StateBadge key={doubt} look={doubt === 'microphone' ? 'bad' : 'warn'}>
                      {t(`ready.doubt.${doubt}`, { why: t(`device.${place.verdict?.[doubt] ?? 'missing'}`) })}
                    </StateBadge>
                  ))}
              </Stack>
            ),
          ],
          [t('ready.link'), ({ place }) => <LinkBadge link={place.link} />],
        ]}
      />
    </Stack>
  )
}

const COUNT_LOOKS = { there: 'busy', weak: 'bad', untested: 'warn', 'no-link': 'idle' } as const

/** One glance tells whether it is well. */
function Counts({ places }: { places: readonly ReadyPlace[] }) {
  const { t } = useWords()
  const counts = countsOf(places)
  return (
    <Group gap="md">
      <Text fw={600}>{t('ready.count', { ready: counts.ready + counts.there, all: places.length })}</Text>
      {(['there', 'weak', 'untested', 'no-link'] as const)
        .filter(is => counts[is] > 0)
        .map(is => (
          <StateBadge key={is} look={COUNT_LOOKS[is]}>
            {t(`ready.counts.${is}`, { count: counts[is] })}
          </StateBadge>
        ))}
    </Group>
  )
}
