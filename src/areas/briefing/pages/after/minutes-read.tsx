/** The minutes of a briefing that has ended: mended until they are closed, and never after. */
import { Group } from '@mantine/core'
import { TIME_ZONE } from '../../../../country/vn/time-zone.ts'
import { ask } from '../../../../web/api.ts'
import { announce } from '../../../../web/parts/announcer.tsx'
import { ConfirmButton } from '../../../../web/parts/confirm-by-typing.tsx'
import { Panel } from '../../../../web/parts/page.tsx'
import { Notice } from '../../../../web/parts/states.tsx'
import { shownTime } from '../../../../web/times.ts'
import type { Briefing } from '../../model.ts'
import { useMayWrite } from '../may-write.ts'
import { MinutesBook } from '../minutes/minutes-book.tsx'
import { keepBriefing } from '../queries.ts'
import { useWords } from '../words.ts'

export function MinutesRead({ briefing }: { briefing: Briefing }) {
  const { t, spoken } = useWords()
  const mayWrite = useMayWrite()
  const { id, closedAt, minutes } = briefing
  const decisions = minutes.filter(({ is }) => is === 'decision').length
  return (
    <Panel title={t('minutes.title')}>
      {closedAt !== null && (
        <Notice gravity="good">
          {t('minutes.closed', { time: shownTime(closedAt, 'minute', spoken, TIME_ZONE) })}
        </Notice>
      )}
      <MinutesBook briefing={briefing} minutes={minutes} speaker={null} mayWrite={mayWrite && closedAt === null} />
      {mayWrite && closedAt === null && (
        <Group>
          <ConfirmButton
            label={t('minutes.close')}
            title={t('minutes.closeTitle')}
            ask={t('minutes.closeAsk', { count: decisions })}
            expected={String(decisions)}
            onConfirm={async once => {
              const given = { params: { id }, body: {}, once }
              keepBriefing(await ask('POST /api/v1/briefings/{id}/minutes/close', given))
              announce(t('minutes.closedNow'))
            }}
          >
            {t('minutes.closeWhat', { minutes: minutes.length, decisions })}
          </ConfirmButton>
        </Group>
      )}
    </Panel>
  )
}
