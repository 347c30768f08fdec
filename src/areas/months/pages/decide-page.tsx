/**
 * Sign, publish or send back: what is decided on in one look, the document as a whole, then one of two. Signing and publishing take the number of
 * subscribers typed, and send the digest of the very report that is shown. Says why where it is not this reader's.
 */
import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import type { Report } from '../../../report/document.ts'
import { placeAndDate } from '../../../report/documents/layout.ts'
import type { Prose } from '../../../report/documents/prose.ts'
import { dateName } from '../../../report/months.ts'
import { grouped } from '../../../report/words.ts'
import { Decision } from '../../../web/approval/decision.tsx'
import { doDeed } from '../../../web/approval/deeds.ts'
import { confirmHere } from '../../../web/parts/confirmed.ts'
import { Page, Panel } from '../../../web/parts/page.tsx'
import { Facts, Records } from '../../../web/parts/records.tsx'
import { Asked, Notice } from '../../../web/parts/states.tsx'
import { useMe } from '../../../web/session.ts'
import { SigningLine } from '../../../web/signing/signing-line.tsx'
import { doubtsOf } from '../doubts.ts'
import type { MonthReport } from '../model.ts'
import { useDoubtWords } from './doubt-words.ts'
import { FigureLink, Figures } from './figures.tsx'
import { headlineOf, proofOf, proves } from './headline.ts'
import { reportDeeds } from './month-deeds.ts'
import { shownMonth } from './month-name.ts'
import { Paper } from './paper.tsx'
import { reportQuery } from './queries.ts'
import { ReportView } from './report-view.tsx'
import { useSignatureFacts } from './signatures.tsx'
import { ReportStateBadge } from './state-badge.tsx'
import { Warnings } from './warnings.tsx'
import { useProse, useWords } from './words.ts'

export function DecidePage() {
  const { t, spoken } = useWords()
  const { month } = useParams({ from: '/frame/reports/$month/decide' })
  const query = useQuery(reportQuery(month))
  const shown = shownMonth(month, spoken)
  const { data } = query
  const what = data?.actions.find(action => action === 'sign' || action === 'publish') ?? 'other'
  return (
    <Page
      title={t(`decide.${what}`, { month: shown })}
      crumbs={[
        [t('title'), '/reports'],
        [t('report.title', { month: shown }), `/reports/${month}`],
      ]}
      badge={data && <ReportStateBadge state={data.state} />}
    >
      <Asked query={query}>{report => <Decide report={report} />}</Asked>
    </Page>
  )
}

function Decide({ report }: { report: MonthReport }) {
  const { t } = useWords()
  const prose = useProse(report.report)
  return (
    <Figures prose={prose}>
      <Stack gap="xl">
        <Warnings prose={prose} />
        <Panel title={t('decide.headline')}>
          <Headline prose={prose} />
        </Panel>
        <Panel title={t('decide.document')}>
          <DocumentFacts report={report} />
          <Paper report={report} />
          <ReportView prose={prose} />
        </Panel>
        <Panel title={t('decide.title')}>
          <Deciding report={report} />
        </Panel>
      </Stack>
    </Figures>
  )
}

function Headline({ prose }: { prose: Prose<Report> }) {
  const { t } = useWords()
  const figures = headlineOf(prose.report)
  if (figures.length === 0) return <p>{t('decide.noFigures')}</p>
  return (
    <Records
      caption={t('decide.headline')}
      rows={figures}
      columns={[
        [t('decide.figure'), ({ label }) => label[prose.language], 'title'],
        [t('decide.words'), figure => prose.said(figure)],
        [
          t('decide.exact'),
          figure => <FigureLink prose={prose} id={figure.id} text={prose.exact(figure)} isCell />,
          'figure',
        ],
      ]}
    />
  )
}

function DocumentFacts({ report }: { report: MonthReport }) {
  const { t, spoken } = useWords()
  const signatures = useSignatureFacts(report)
  const { heading } = report.report
  const { governing, issuing, symbol, place, date, signer, recipients } = heading
  const missing = <span className="loa-quiet">{t('fact.notGiven')}</span>
  const lines = (all: readonly string[]) => all.map(each => <div key={each}>{each}</div>)
  return (
    <Facts
      facts={[
        [t('fact.issuing'), lines([...(governing === null ? [] : [governing[spoken]]), issuing[spoken]])],
        [t('fact.symbol'), symbol ?? missing],
        [t('fact.placeAndDate'), spoken === 'vi' ? placeAndDate(place.vi, date) : `${place.en}, ${dateName(date).en}`],
        [
          t('fact.signer'),
          lines([
            ...(signer.onBehalf ?? []).map(each => each[spoken]),
            signer.title[spoken],
            ...(signer.name === null ? [] : [signer.name]),
          ]),
        ],
        [t('fact.recipients'), recipients.length === 0 ? missing : lines(recipients.map(each => each[spoken]))],
        [t('fact.edition'), t('edition', { edition: report.edition })],
        [t('fact.reviewedBy'), report.reviewedBy ?? missing],
        report.signedBy !== null && [t('fact.signedBy'), report.signedBy],
        ...signatures,
        [t('fact.digest'), <span className="loa-mono">{report.sha256}</span>],
      ]}
    />
  )
}

function Deciding({ report }: { report: MonthReport }) {
  const { t, spoken } = useWords()
  const navigate = useNavigate()
  const { role } = useMe()
  const { month, state, actions, sha256 } = report
  const what = actions.find(action => action === 'sign' || action === 'publish')
  const mayReturn = actions.includes('return')
  const isDecidable = state === 'reviewed' || state === 'signed'
  const proof = proofOf(report.report)
  const expected = proof.is === 'month' ? shownMonth(month, spoken) : grouped(proof.figure.value, spoken)
  const kind = proof.is === 'month' ? 'typeMonth' : 'typeSubscribers'
  const deeds = reportDeeds(report)
  const doubts = doubtsOf(report.report)
  const doubtWords = useDoubtWords()
  const done = async (sentence: string) => {
    await navigate({ to: '/reports/$month', params: { month } })
    confirmHere(sentence)
  }
  return (
    <Decision
      before={what === 'sign' && <SigningLine sha256={sha256} />}
      on={`${report.edition} ${state}`}
      notYours={
        mayReturn ? (
          <Notice gravity="info">{t('decide.own')}</Notice>
        ) : (
          <Notice gravity="info" title={t('decide.notYours')}>
            {t(!isDecidable ? 'decide.step' : role === 'approver' ? 'decide.own' : 'decide.role')}
          </Notice>
        )
      }
      proof={
        what !== undefined && {
          id: 'decide-proof',
          lead: t(`decide.${what}What`),
          label: t(`decide.${kind}`),
          hint: t(`decide.${kind}Hint`),
          inputMode: proof.is === 'month' ? 'text' : 'numeric',
          submit: t(`decide.${what}Deed`),
          doubts: {
            title: t('decide.doubts'),
            sentences: doubts.map(doubt => doubtWords(doubt, report.report)),
            tick: t('decide.doubt'),
            missing: t('decide.doubtMissing'),
          },
          judge: typed => {
            if (proves(typed, proof)) return null
            const isEmpty = typed.trim() === ''
            return t(isEmpty ? 'decide.nothingTyped' : 'decide.typed', { typed, expected })
          },
          send: async (_, once) => {
            await doDeed(deeds, what, { sha256, doubts: doubts.length }, once)
            await done(t(what === 'sign' ? 'decide.signed' : 'decide.published'))
          },
        }
      }
      sendingBack={
        mayReturn && {
          id: 'decide-reason',
          words: key => t(key === 'return' ? 'decide.returnDeed' : `decide.${key}`),
          send: async (reason, once) => {
            await doDeed(deeds, 'return', { reason }, once)
            await done(t('decide.returned'))
          },
        }
      }
    />
  )
}
