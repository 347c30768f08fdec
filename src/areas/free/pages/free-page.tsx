/** Miễn cước: where the draft stands, what is free now, what was free when, who holds the list, all its versions. */

import { Anchor, Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Asks } from '../../../web/frame-route.ts'
import { ButtonLink, Page, Panel } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { type Look, StateBadge } from '../../../web/parts/state-badge.tsx'
import { Asked, Empty, Notice } from '../../../web/parts/states.tsx'
import { Age, Time } from '../../../web/parts/time.tsx'
import { useMe } from '../../../web/session.ts'
import type { FreeOperator, FreeOverview } from '../model.ts'
import { freeApproval } from '../states.ts'
import { AuditsPanel } from './audits-panel.tsx'
import { useDescribed } from './describe.ts'
import { DRAFT_LOOKS } from './draft-badge.tsx'
import { auditsQuery, overviewQuery } from './queries.ts'
import { ServicesTable } from './services-table.tsx'
import { TimelinePicture } from './timeline.tsx'
import { VersionsTable } from './versions-table.tsx'
import { useWords } from './words.ts'

/* Who holds the newest version: confirmed since when, or not, and what to do about it. */

const LOOKS: Readonly<Record<FreeOperator['state'], Look>> = {
  holds: 'good',
  waiting: 'waiting',
  late: 'warn',
  refused: 'bad',
  unable: 'idle',
  differs: 'bad',
}

function OperatorsTable({ operators }: { operators: readonly FreeOperator[] }) {
  const { t } = useWords()
  if (operators.length === 0) return <p>{t('operators.none')}</p>
  return (
    <Records
      caption={t('operators.title')}
      rows={operators}
      rowKey={({ operator }) => operator}
      columns={[
        [t('operators.operator'), ({ name }) => name, 'title'],
        [
          t('operators.state'),
          ({ state, refusal }) => (
            <div>
              <StateBadge look={LOOKS[state]}>{t(`operators.${state}`)}</StateBadge>
              {state === 'refused' && refusal !== null && <div>{t(`refusal.${refusal}`)}</div>}
              {(state === 'late' || state === 'unable' || state === 'differs') && (
                <div className="loa-quiet">{t(`operators.${state}.what`)}</div>
              )}
            </div>
          ),
        ],
        [t('operators.version'), ({ version }) => (version === 0 ? '–' : t('version', { version }))],
        [t('operators.since'), ({ since }) => (since === null ? '–' : <Time at={since} shown="full" />)],
        [
          t('operators.asked'),
          ({ askedAt, state }) =>
            askedAt === null ? '–' : state === 'holds' ? <Time at={askedAt} shown="full" /> : <Age at={askedAt} />,
        ],
      ]}
    />
  )
}

export function FreePage() {
  const { t } = useWords()
  const overview = useQuery(overviewQuery)
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <Anchor href="/free" target="_blank" rel="noopener" underline="always" className="loa-target">
          {t('public.link')}
        </Anchor>
      }
    >
      <Asked query={overview}>{data => <Overview overview={data} />}</Asked>
    </Page>
  )
}

FreePage.asks = (() => [overviewQuery, auditsQuery]) satisfies Asks

function Overview({ overview }: { overview: FreeOverview }) {
  const { t } = useWords()
  const me = useMe()
  const described = useDescribed(overview)
  const free = overview.services.filter(({ isFree }) => isFree)
  if (overview.versions.length === 0)
    return (
      <Stack gap="xl">
        <NextStep overview={overview} />
        <Empty title={t('now.noList')}>
          {t(freeApproval.mayAtAll(me.role, 'save') ? 'now.noListHow' : 'now.noListWait')}
        </Empty>
      </Stack>
    )
  return (
    <Stack gap="xl">
      <NextStep overview={overview} />
      <Panel title={t('now.title')}>
        {free.length === 0 ? (
          <p>{t('now.none')}</p>
        ) : (
          <ServicesTable
            caption={t('now.title')}
            // Since when it really is, as citizens are told: a period may begin before its list.
            services={free.map(({ service, free }) => ({ ...service, free: [...free] }))}
            described={described}
          />
        )}
      </Panel>
      <Panel title={t('time.title')}>
        <TimelinePicture overview={overview} described={described} />
      </Panel>
      <Panel title={t('operators.title')}>
        <p className="loa-quiet">{t('operators.lead')}</p>
        <OperatorsTable operators={overview.operators} />
      </Panel>
      <AuditsPanel operators={overview.operators} />
      <Panel title={t('versions.title')}>
        <VersionsTable versions={overview.versions} described={described} />
      </Panel>
    </Stack>
  )
}

/** One sentence and one button, by state and by what this reader may do. */
function NextStep({ overview: { draft } }: { overview: FreeOverview }) {
  const { t } = useWords()
  const { role } = useMe()
  // The draft is the ministry's own.
  if (role === 'engineer') return null
  const mayWrite = freeApproval.mayAtAll(role, 'save')
  const mayApprove = freeApproval.mayAtAll(role, 'approve')
  const { state, version } = draft
  const isWriting = state !== 'submitted' && mayWrite
  const word = isWriting ? (state === 'none' ? 'next.begin' : 'next.write') : 'next.open'
  return (
    <Notice
      gravity={state === 'returned' ? 'warn' : 'info'}
      title={t('next.title')}
      action={
        <Group gap="sm">
          {state === 'submitted' && (
            <ButtonLink to="/zero-rating/check" variant={mayApprove ? 'filled' : 'default'}>
              {t(mayApprove ? 'next.check' : 'next.read')}
            </ButtonLink>
          )}
          {(isWriting || state !== 'none') && (
            <ButtonLink to="/zero-rating/draft" variant={isWriting ? 'filled' : 'default'}>
              {t(word)}
            </ButtonLink>
          )}
        </Group>
      }
    >
      {t(`next.${state}`, { version })}{' '}
      {state !== 'none' && <StateBadge look={DRAFT_LOOKS[state]}>{t(`state.${state}`)}</StateBadge>}
    </Notice>
  )
}
