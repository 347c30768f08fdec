/**
 * Giao ban: what is next and who is ready for it, instructions by their due days, all briefings. The ministry opens it before
 * half past seven and calls whoever stands first in the table.
 */
import { Stack } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Asks } from '../../../web/frame-route.ts'
import { Figure } from '../../../web/parts/figure.tsx'
import { ButtonLink, Page, Panel, TextLink } from '../../../web/parts/page.tsx'
import { Paged } from '../../../web/parts/paged.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Asked, Empty } from '../../../web/parts/states.tsx'
import { useNow } from '../../../web/stream.ts'
import type { BriefingSummary } from '../model.ts'
import { BriefingBadge } from './badges.tsx'
import { shownStart } from './days.ts'
import { InstructionsTable } from './instructions/instructions-table.tsx'
import { useMayWrite } from './may-write.ts'
import { nextOf } from './next.ts'
import { NextBriefing } from './next-briefing.tsx'
import { briefingsQuery, comingQuery, instructionsQuery } from './queries.ts'
import { useWords } from './words.ts'

export function BriefingsPage() {
  const { t } = useWords()
  const mayWrite = useMayWrite()
  const briefings = useInfiniteQuery(briefingsQuery)
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <>
          <ButtonLink to="/briefings/sites" variant="default">
            {t('sites.title')}
          </ButtonLink>
          {mayWrite && <ButtonLink to="/briefings/new">{t('list.new')}</ButtonLink>}
        </>
      }
    >
      <Paged
        query={briefings}
        empty={
          <Empty title={t('list.none')}>
            {t(mayWrite ? 'list.noneHow' : 'list.noneWait')}{' '}
            {mayWrite && <TextLink to="/briefings/sites">{t('list.noneSites')}</TextLink>}
          </Empty>
        }
      >
        {items => (
          <Stack gap="xl">
            <Next />
            <OpenInstructions />
            <Panel title={t('list.title')}>
              <BriefingsTable briefings={items} />
            </Panel>
          </Stack>
        )}
      </Paged>
    </Page>
  )
}

BriefingsPage.asks = (() => [briefingsQuery, comingQuery, instructionsQuery('open')]) satisfies Asks

const MINUTE_MS = 60_000

function Next() {
  const { t } = useWords()
  const now = useNow(MINUTE_MS)
  return (
    <Asked
      query={useQuery(comingQuery)}
      empty={({ items }) => nextOf(items, now) === null && <Empty title={t('next.none')}>{t('next.noneHow')}</Empty>}
    >
      {({ items }) => {
        const next = nextOf(items, now)
        return next !== null && <NextBriefing summary={next} />
      }}
    </Asked>
  )
}

function OpenInstructions() {
  const { t } = useWords()
  const open = useQuery(instructionsQuery('open'))
  return (
    <Panel title={t('open.title')}>
      <Asked
        query={open}
        empty={all =>
          all.length === 0 && (
            <Empty title={t('open.none')}>
              <TextLink to="/instructions">{t('open.all')}</TextLink>
            </Empty>
          )
        }
      >
        {all => (
          <>
            <InstructionsTable caption={t('open.title')} instructions={all} isBriefingShown />
            <TextLink to="/instructions">{t('open.all')}</TextLink>
          </>
        )}
      </Asked>
    </Panel>
  )
}

function BriefingsTable({ briefings }: { briefings: readonly BriefingSummary[] }) {
  const { t, spoken } = useWords()
  return (
    <Records
      caption={t('list.title')}
      rows={briefings}
      columns={[
        [
          t('list.name'),
          ({ id, title }) => (
            <TextLink to={`/briefings/${id}`} isStrong>
              {title}
            </TextLink>
          ),
          'title',
        ],
        [t('list.starts'), ({ startsAt }) => shownStart(startsAt, spoken)],
        [t('list.state'), ({ state }) => <BriefingBadge state={state} />],
        [
          [t('list.came'), t('unit.sites')],
          ({ came, expected, beganAt }) =>
            beganAt === null ? (
              <Figure value={expected} unit={t('list.expectedUnit')} />
            ) : (
              <span className="loa-figure">{t('list.cameOf', { came, expected })}</span>
            ),
          'figure',
        ],
        [
          t('list.instructions'),
          ({ instructions }) => <Figure value={instructions} unit={t('unit.instructions')} isUnitHidden />,
          'figure',
        ],
        [
          t('list.minutes'),
          ({ isClosed, state }) =>
            state === 'ended' ? t(isClosed ? 'list.closed' : 'list.open') : <span className="loa-quiet">–</span>,
        ],
      ]}
    />
  )
}
