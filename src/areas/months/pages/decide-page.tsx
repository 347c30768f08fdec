/**
 * Sign, publish or send back: what is decided on in one look, then one of two. Signing and publishing take the number of
 * subscribers typed, and send the digest of the very report that is shown. Says why where it is not this reader's.
 */
import { Anchor, Button, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { placeAndDate } from '../../../report/documents/layout.ts'
import type { Prose } from '../../../report/documents/prose.ts'
import { dateName } from '../../../report/months.ts'
import { grouped } from '../../../report/words.ts'
import { ask } from '../../../web/api.ts'
import { useLanguage } from '../../../web/i18n.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { type Deed, useDeed } from '../../../web/parts/deed.ts'
import { ErrorSummary, faultOf } from '../../../web/parts/error-summary.tsx'
import { Facts } from '../../../web/parts/facts.tsx'
import { Notice } from '../../../web/parts/notice.tsx'
import { Page } from '../../../web/parts/page.tsx'
import { Panel } from '../../../web/parts/panel.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Asked } from '../../../web/parts/states.tsx'
import { asProblem } from '../../../web/problem.ts'
import { queries, useMe } from '../../../web/session.ts'
import type { MonthReport } from '../model.ts'
import { FigureLink, Figures } from './figures.tsx'
import { headlineOf, proofOf, proves } from './headline.ts'
import { shownMonth } from './month-name.ts'
import { keepReport, reportQuery } from './queries.ts'
import { ReportStateBadge } from './state-badge.tsx'
import { useProse } from './use-prose.ts'
import { Warnings } from './warnings.tsx'
import { useWords } from './words.ts'

export function DecidePage() {
  const t = useWords()
  const spoken = useLanguage()
  const { month } = useParams({ from: '/frame/reports/$month/decide' })
  const query = useQuery(reportQuery(month))
  const shown = shownMonth(month, spoken)
  const { data } = query
  const what = data?.actions.find(action => action === 'sign' || action === 'publish') ?? 'other'
  return (
    <Page
      title={t(`decide.${what}`, { month: shown })}
      crumbs={[
        { label: t('title'), to: '/reports' },
        { label: t('report.title', { month: shown }), to: `/reports/${month}` },
      ]}
      badge={data && <ReportStateBadge state={data.state} />}
    >
      <Asked query={query}>{report => <Decide report={report} />}</Asked>
    </Page>
  )
}

function Decide({ report }: { report: MonthReport }) {
  const t = useWords()
  const prose = useProse(report.report)
  // One for both forms, above them: what went wrong is still told when the report has moved on.
  const deed = useDeed({ reason: 'decide-reason' })
  return (
    <Figures prose={prose}>
      <Stack gap="xl">
        <Warnings prose={prose} />
        <Panel title={t('decide.headline')}>
          <Headline prose={prose} />
          <Anchor
            component={Link}
            to={`/reports/${report.month}`}
            underline="always"
            className="loa-target"
            style={{ alignSelf: 'flex-start' }}
          >
            {t('decide.whole')}
          </Anchor>
        </Panel>
        <Panel title={t('decide.document')}>
          <DocumentFacts report={report} />
        </Panel>
        <Panel title={t('decide.title')}>
          <ErrorSummary faults={deed.faults} />
          <Decision key={`${report.edition} ${report.state}`} report={report} deed={deed} />
        </Panel>
      </Stack>
    </Figures>
  )
}

function Headline({ prose }: { prose: Prose }) {
  const t = useWords()
  const figures = headlineOf(prose.report)
  if (figures.length === 0) return <p>{t('decide.noFigures')}</p>
  return (
    <Records
      caption={t('decide.headline')}
      rows={figures}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'figure',
          heading: t('decide.figure'),
          kind: 'title',
          cell: ({ label }) => label[prose.language],
        },
        { key: 'words', heading: t('decide.words'), cell: figure => prose.said(figure) },
        {
          key: 'exact',
          heading: t('decide.exact'),
          kind: 'figure',
          cell: figure => (
            <FigureLink prose={prose} id={figure.id} text={prose.exact(figure)} isCell />
          ),
        },
      ]}
    />
  )
}

function DocumentFacts({ report }: { report: MonthReport }) {
  const t = useWords()
  const spoken = useLanguage()
  const { heading } = report.report
  const { governing, issuing, symbol, place, date, signer, recipients } = heading
  const missing = <span className="loa-quiet">{t('fact.notGiven')}</span>
  const lines = (all: readonly string[]) => all.map(each => <div key={each}>{each}</div>)
  return (
    <Facts
      facts={[
        {
          name: t('fact.issuing'),
          value: lines([...(governing === null ? [] : [governing[spoken]]), issuing[spoken]]),
        },
        { name: t('fact.symbol'), value: symbol ?? missing },
        {
          name: t('fact.placeAndDate'),
          value:
            spoken === 'vi' ? placeAndDate(place.vi, date) : `${place.en}, ${dateName(date).en}`,
        },
        {
          name: t('fact.signer'),
          value: lines([signer.title[spoken], ...(signer.name === null ? [] : [signer.name])]),
        },
        {
          name: t('fact.recipients'),
          value: recipients.length === 0 ? missing : lines(recipients.map(each => each[spoken])),
        },
        { name: t('fact.edition'), value: t('edition', { edition: report.edition }) },
        { name: t('fact.reviewedBy'), value: report.reviewedBy ?? missing },
        ...(report.signedBy === null ? [] : [{ name: t('fact.signedBy'), value: report.signedBy }]),
        {
          name: t('fact.digest'),
          value: <span className="loa-mono">{report.sha256}</span>,
        },
      ]}
    />
  )
}

function Decision({ report, deed }: { report: MonthReport; deed: Deed }) {
  const t = useWords()
  const { role } = useMe()
  const { state, actions } = report
  const what = actions.find(action => action === 'sign' || action === 'publish')
  if (what === undefined && !actions.includes('return')) {
    const why =
      state !== 'reviewed' && state !== 'signed'
        ? 'decide.step'
        : role === 'approver'
          ? 'decide.own'
          : 'decide.role'
    return (
      <Notice gravity="info" title={t('decide.notYours')}>
        {t(why)}
      </Notice>
    )
  }
  return (
    <Stack gap="xl">
      {what === undefined ? (
        <Notice gravity="info">{t('decide.own')}</Notice>
      ) : (
        <ProofForm report={report} what={what} deed={deed} />
      )}
      {actions.includes('return') && <ReturnForm month={report.month} deed={deed} />}
    </Stack>
  )
}

function ProofForm(props: { report: MonthReport; what: 'sign' | 'publish'; deed: Deed }) {
  const t = useWords()
  const spoken = useLanguage()
  const navigate = useNavigate()
  const { report, what, deed } = props
  const [typed, setTyped] = useState('')
  const { month, sha256 } = report
  const proof = proofOf(report.report)
  const expected = proof.is === 'month' ? shownMonth(month, spoken) : grouped(proof.figure.value)
  const check = () => {
    if (proves(typed, proof)) return []
    const isEmpty = typed.trim() === ''
    const sentence = t(isEmpty ? 'decide.nothingTyped' : 'decide.typed', { typed, expected })
    return [{ field: 'decide-proof', sentence }]
  }
  const submit = async () => {
    const isDone = await deed.run(check(), async once => {
      const body = { sha256 }
      // Both answer with the report and take the same.
      const route =
        `POST /api/v1/months/:id/report/${what}` as 'POST /api/v1/months/:id/report/sign'
      keepReport(
        await orShownAnew(month, ask(route, { params: { id: month }, body, once: once(body) })),
      )
    })
    if (!isDone) return
    announce(t(what === 'sign' ? 'decide.signed' : 'decide.published'))
    await navigate({ to: '/reports/$month', params: { month } })
  }
  const kind = proof.is === 'month' ? 'typeMonth' : 'typeSubscribers'
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="md">
        <p>{t(what === 'sign' ? 'decide.signWhat' : 'decide.publishWhat')}</p>
        <TextInput
          id="decide-proof"
          maw="28rem"
          label={t(`decide.${kind}`)}
          description={t(`decide.${kind}Hint`)}
          error={faultOf(deed.faults, 'decide-proof')}
          inputMode={proof.is === 'month' ? 'text' : 'numeric'}
          autoComplete="off"
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit" loading={deed.isBusy}>
            {t(what === 'sign' ? 'decide.signDeed' : 'decide.publishDeed')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** What was shown is not what is there any more: the page shows it anew, beside the sentence. */
async function orShownAnew(month: string, asked: Promise<MonthReport>): Promise<MonthReport> {
  try {
    return await asked
  } catch (error) {
    if (asProblem(error).status === 409)
      void queries.invalidateQueries({ queryKey: reportQuery(month).queryKey })
    throw error
  }
}

const REASON_MAX = 2000

function ReturnForm({ month, deed }: { month: string; deed: Deed }) {
  const t = useWords()
  const navigate = useNavigate()
  const [reason, setReason] = useState('')
  const submit = async () => {
    const isEmpty = reason.trim() === ''
    const faults = isEmpty ? [{ field: 'decide-reason', sentence: t('decide.reasonMissing') }] : []
    const isDone = await deed.run(faults, async once => {
      const body = { reason: reason.trim() }
      const given = { params: { id: month }, body, once: once(body) }
      keepReport(await orShownAnew(month, ask('POST /api/v1/months/:id/report/return', given)))
    })
    if (!isDone) return
    announce(t('decide.returned'))
    await navigate({ to: '/reports/$month', params: { month } })
  }
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="md">
        <Textarea
          id="decide-reason"
          maw="40rem"
          label={t('decide.reason')}
          description={t('decide.reasonHint')}
          error={faultOf(deed.faults, 'decide-reason')}
          maxLength={REASON_MAX}
          autosize
          minRows={2}
          value={reason}
          onChange={event => setReason(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit" variant="default" loading={deed.isBusy}>
            {t('decide.returnDeed')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
