/** A month's report: what must not be overlooked, what is next and whose it is, the report itself, its documents, its past. */

import { Button, Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Prose } from '../../../report/documents/prose.ts'
import { History } from '../../../web/approval/history.tsx'
import type { Asks } from '../../../web/frame-route.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { ButtonLink, Page, Panel } from '../../../web/parts/page.tsx'
import { Facts, Records } from '../../../web/parts/records.tsx'
import { Asked, Notice } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import { queries, useMe } from '../../../web/session.ts'
import { shownTime } from '../../../web/times.ts'
import type { MonthReport } from '../model.ts'
import { Downloads, FormButtons } from './downloads.tsx'
import { Figures } from './figures.tsx'
import { shownMonth } from './month-name.ts'
import { reportQuery } from './queries.ts'
import { ReportView } from './report-view.tsx'
import { useSignatureFacts } from './signatures.tsx'
import { ReportStateBadge } from './state-badge.tsx'
import { Warnings } from './warnings.tsx'
import { useProse, useWords } from './words.ts'

/** Entries at once. */
const HISTORY_SHOWN = 10

export function MonthPage() {
  const { t, spoken } = useWords()
  const { month } = useParams({ from: '/frame/reports/$month' })
  const report = useQuery(reportQuery(month))
  return (
    <Page
      title={t('report.title', { month: shownMonth(month, spoken) })}
      crumbs={[[t('title'), '/reports']]}
      badge={report.data && <ReportStateBadge state={report.data.state} />}
    >
      <Asked query={report}>{data => <Month report={data} />}</Asked>
    </Page>
  )
}

MonthPage.asks = (({ params: { month = '' } }) => [reportQuery(month)]) satisfies Asks

function Month({ report }: { report: MonthReport }) {
  const { t } = useWords()
  const prose = useProse(report.report)
  return (
    <Figures prose={prose}>
      <Stack gap="xl">
        <Warnings prose={prose} />
        <Panel title={t('next.title')}>
          <Next report={report} />
        </Panel>
        <Panel title={t('fact.about')}>
          <About report={report} prose={prose} />
        </Panel>
        <section aria-labelledby="report-title">
          <Stack gap="sm">
            <h2 id="report-title" style={{ margin: 0 }}>
              {t('read.title')}
            </h2>
            <p className="loa-quiet">{t('read.hint')}</p>
            <ReportView prose={prose} />
          </Stack>
        </section>
        <Panel title={t('get.title')}>
          <Downloads report={report} />
        </Panel>
        <Panel title={t('editions.title')}>
          <Editions report={report} />
        </Panel>
        <Panel title={t('history.title')}>
          {report.history.length === 0 ? (
            <p>{t('history.none')}</p>
          ) : (
            <History
              area="months"
              entries={report.history}
              beside={({ title }) => title !== null && `: ${title}`}
              shown={HISTORY_SHOWN}
            />
          )}
        </Panel>
      </Stack>
    </Figures>
  )
}

function Next({ report }: { report: MonthReport }) {
  const { t } = useWords()
  const { month, state, actions } = report
  const [isCounting, setCounting] = useState(false)
  const recount = async () => {
    setCounting(true)
    await queries.refetchQueries({ queryKey: reportQuery(month).queryKey })
    setCounting(false)
    announce(t('next.recounted'))
  }
  const mayReview = actions.includes('review')
  const decides = actions.some(action => action !== 'review')
  return (
    <Stack gap="md">
      <SentBack report={report} />
      <p>{useNextSentence(report)}</p>
      <Group gap="sm">
        {mayReview && (
          <ButtonLink to={`/reports/${month}/review`}>
            {t(state === 'published' ? 'next.reviewAgain' : 'next.review')}
          </ButtonLink>
        )}
        {decides && (
          <ButtonLink to={`/reports/${month}/decide`}>
            {t(
              state === 'reviewed' ? 'next.sign' : actions.includes('return') ? 'next.publishOrReturn' : 'next.publish',
            )}
          </ButtonLink>
        )}
        <ButtonLink to={`/reports/${month}/items`} variant="default">
          {t('next.items')}
        </ButtonLink>
        {state === 'draft' && (
          <Button variant="default" loading={isCounting} onClick={() => void recount()}>
            {t('next.recount')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}

/** Of a draft that an approver has sent back: why, until it is reviewed again. */
function SentBack({ report: { state, history } }: { report: MonthReport }) {
  const { t, spoken } = useWords()
  const last = history.findLast(({ action }) => /^month\.(review|return)$/.test(action))
  if (state !== 'draft' || last?.action !== 'month.return') return null
  return (
    <Notice gravity="warn" title={`${t('next.sentBack', { by: last.by })}, ${shownTime(last.at, 'minute', spoken)}`}>
      {last.reason}
    </Notice>
  )
}

function useNextSentence({ state, actions, reviewedBy, signedBy }: MonthReport): string {
  const { t } = useWords()
  const { role } = useMe()
  switch (state) {
    case 'draft':
      return t(actions.includes('review') ? 'next.draft' : 'next.draftWait')
    case 'reviewed': {
      const by = reviewedBy ?? ''
      if (actions.includes('sign')) return t('next.reviewed', { by })
      // An approver who may not sign is the one who reviewed it.
      return role === 'approver' ? t('next.reviewedOwn') : t('next.reviewedWait', { by })
    }
    case 'signed': {
      const by = signedBy ?? ''
      return t(actions.includes('publish') ? 'next.signed' : 'next.signedWait', { by })
    }
    case 'published':
      return t(actions.includes('review') ? 'next.published' : 'next.publishedWait')
  }
}

function About({ report, prose }: { report: MonthReport; prose: Prose }) {
  const { t } = useWords()
  const signatures = useSignatureFacts(report)
  const { edition, state, reviewedBy, signedBy, publishedAt, sha256 } = report
  return (
    <Facts
      facts={[
        [t('fact.edition'), t('edition', { edition })],
        [t('fact.asOf'), prose.instant(report.report.asOf)],
        reviewedBy !== null && [t('fact.reviewedBy'), reviewedBy],
        signedBy !== null && [t('fact.signedBy'), signedBy],
        ...signatures,
        publishedAt !== null && [t('fact.publishedAt'), <Time at={publishedAt} />],
        // A draft is another report a moment later: its digest would be nobody's.
        state !== 'draft' && [t('fact.digest'), <span className="loa-mono">{sha256}</span>],
      ]}
    />
  )
}

function Editions({ report: { month, published } }: { report: MonthReport }) {
  const { t, spoken } = useWords()
  if (published.length === 0) return <p>{t('editions.none')}</p>
  return (
    <Records
      caption={t('editions.title')}
      rows={published.toReversed()}
      rowKey={({ edition }) => String(edition)}
      columns={[
        [t('editions.edition'), ({ edition }) => t('edition', { edition }), 'title'],
        [t('editions.at'), ({ at }) => <Time at={at} />],
        [t('editions.digest'), ({ sha256 }) => <span className="loa-mono">{sha256}</span>],
        [
          t('editions.get'),
          ({ edition }) => <FormButtons month={month} edition={edition} language={spoken} />,
          'actions',
        ],
      ]}
    />
  )
}
