/** The briefing that is next or goes on: when, what to do now, and who is ready, the worst first. */
import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { duration } from '../../../web/numbers.ts'
import { ButtonLink, Panel } from '../../../web/parts/page.tsx'
import { Asked } from '../../../web/parts/states.tsx'
import { useNow } from '../../../web/stream.ts'
import { ago } from '../../../web/times.ts'
import type { BriefingSummary } from '../model.ts'
import { BriefingBadge } from './badges.tsx'
import { shownStart } from './days.ts'
import { useMayWrite } from './may-write.ts'
import { briefingQuery } from './queries.ts'
import { ReadinessTable } from './readiness-table.tsx'
import { useWords } from './words.ts'

export function NextBriefing({ summary }: { summary: BriefingSummary }) {
  const { t, spoken } = useWords()
  const mayWrite = useMayWrite()
  const briefing = useQuery(briefingQuery(summary.id))
  const { id, title, state, startsAt, minutes } = summary
  const isOpen = state === 'open'
  return (
    <Panel title={t(isOpen ? 'next.now' : 'next.title')}>
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={4}>
          <Group gap="sm">
            <Text fw={600} size="lg">
              {title}
            </Text>
            <BriefingBadge state={state} />
          </Group>
          <Text>
            {shownStart(startsAt, spoken)} · {duration(minutes * 60, spoken)}
          </Text>
          <UntilStart startsAt={startsAt} isOpen={isOpen} />
        </Stack>
        <Group gap="sm">
          <ButtonLink to={`/briefings/${id}`} variant="default">
            {t('next.open')}
          </ButtonLink>
          {mayWrite && !isOpen && (
            <ButtonLink to={`/briefings/${id}/links`} variant="default">
              {t('links.title')}
            </ButtonLink>
          )}
          <ButtonLink to={`/briefings/${id}/live`}>{t('live.open')}</ButtonLink>
        </Group>
      </Group>
      <Asked query={briefing}>{({ places }) => <ReadinessTable briefing={id} places={places} />}</Asked>
    </Panel>
  )
}

/** How long there is to call somebody. */
function UntilStart({ startsAt, isOpen }: { startsAt: string; isOpen: boolean }) {
  const { t, spoken } = useWords()
  const now = useNow(10_000)
  const seconds = Math.round((Date.parse(startsAt) - now) / 1000)
  if (isOpen) return null
  return (
    <Text className="loa-quiet">
      {seconds > 0
        ? t('next.in', { time: duration(seconds, spoken) })
        : t('next.late', { time: ago(startsAt, now, spoken) })}
    </Text>
  )
}
