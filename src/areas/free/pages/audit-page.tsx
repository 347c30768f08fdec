/**
 * An audit of one operator's charging records in pictures: what was charged that should have been free, what was given
 * free that should not, by service, by day and by operator; and what these sums leave out.
 */
import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { whyWords } from '../../../audit/audit-words.ts'
import { grouped } from '../../../web/numbers.ts'
import { Figure } from '../../../web/parts/figure.tsx'
import { Page, Panel } from '../../../web/parts/page.tsx'
import { Facts, Records } from '../../../web/parts/records.tsx'
import { Asked, Notice } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import type { FreeAudit } from '../model.ts'
import { notAddingUp } from './audit-data.ts'
import { useDays } from './audit-days.ts'
import { AuditSection } from './audit-section.tsx'
import { moneyOf } from './money.ts'
import { auditQuery } from './queries.ts'
import { useWords } from './words.ts'

export function AuditPage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/zero-rating/audits/$id' })
  const query = useQuery(auditQuery(id))
  const audit = query.data
  return (
    <Page
      title={audit === undefined ? t('audits.title') : t('audit.title', { operator: audit.operatorName })}
      crumbs={[[t('title'), '/zero-rating']]}
    >
      <Asked query={query}>{data => <Audit audit={data} />}</Asked>
    </Page>
  )
}

function Audit({ audit }: { audit: FreeAudit }) {
  const { t } = useWords()
  const { summary, foreign } = audit
  const wrongSums = notAddingUp(summary)
  return (
    <Stack gap="xl">
      {wrongSums.length > 0 && (
        <Notice gravity="bad" title={t('audit.notAddingUp')}>
          {t('audit.notAddingUpWhat', { where: wrongSums.join(', ') })}
        </Notice>
      )}
      {foreign.length > 0 && (
        <Notice gravity="warn" title={t('audit.foreign')}>
          {t('audit.foreignWhat', { versions: foreign.join(', ') })}
        </Notice>
      )}
      {summary.files.damaged > 0 && (
        <Notice gravity="warn" title={t('audit.damaged')}>
          {t('audit.damagedWhat', { files: summary.files.damaged })}
        </Notice>
      )}
      <Headline audit={audit} />
      <AuditSection is="wrong" title={t('audit.wrong')} lead={t('audit.wrongWhat')} audit={audit} />
      {summary.claimed === null ? (
        <Panel title={t('audit.claimed')}>
          <p>{t('audit.claimedNotTold')}</p>
        </Panel>
      ) : (
        <AuditSection is="claimed" title={t('audit.claimed')} lead={t('audit.claimedWhat')} audit={audit} />
      )}
      <LeftOut audit={audit} />
      <What audit={audit} />
    </Stack>
  )
}

function Headline({ audit }: { audit: FreeAudit }) {
  const { t, spoken } = useWords()
  const { summary, currency, amountDecimals } = audit
  const money = moneyOf(summary.wrong.refund, { code: currency, decimals: amountDecimals }, spoken)
  return (
    <Facts
      facts={[
        [
          t('audit.refund'),
          <>
            <strong className="loa-figure">{money}</strong>
            {' · '}
            <Figure value={summary.wrong.records} unit={t('audit.records')} />
          </>,
        ],
        [
          t('audit.claimed'),
          summary.claimed === null ? (
            t('audit.notTold')
          ) : (
            <Figure value={summary.claimed.records} unit={t('audit.records')} />
          ),
        ],
        [t('audit.when'), useDays()(summary.days)],
      ]}
    />
  )
}

function LeftOut({ audit: { summary, currency, amountDecimals } }: { audit: FreeAudit }) {
  const { t, spoken } = useWords()
  const { rejected, unproved, undecided } = summary.leftOut
  const money = (amount: number) => moneyOf(amount, { code: currency, decimals: amountDecimals }, spoken)
  const rows = [
    ...rejected.map(({ why, rows }) => ({ is: 'rejected', why, records: rows }) as const),
    ...unproved.map(one => ({ is: 'unproved', ...one }) as const),
    ...undecided.map(one => ({ is: 'undecided', ...one }) as const),
  ]
  return (
    <Panel title={t('audit.leftOut')}>
      <p className="loa-quiet">{t('audit.leftOutWhat')}</p>
      {rows.length === 0 ? (
        <p>{t('audit.leftOutNone')}</p>
      ) : (
        <Records
          caption={t('audit.leftOut')}
          rows={rows}
          columns={[
            [t('audit.leftOutHow'), ({ is }) => t(`audit.${is}`), 'title'],
            [t('audit.why'), ({ why }) => whyWords(why, spoken)],
            [t('audit.records'), ({ records }) => grouped(records, spoken), 'figure'],
            [t('audit.refundMost'), row => ('refundMost' in row ? money(row.refundMost) : '–'), 'figure'],
          ]}
        />
      )}
    </Panel>
  )
}

/** What was read, and with which list. */
function What({ audit }: { audit: FreeAudit }) {
  const { t } = useWords()
  const { summary } = audit
  const { rows, files, list } = summary
  const count = (value: number) => <Figure value={value} unit={t('audit.records')} />
  return (
    <Panel title={t('audit.read')}>
      <Facts
        facts={[
          [
            t('versions.title'),
            list.versions
              .map(({ version, trust }) => `${t('version', { version })}: ${t(`audit.trust.${trust}`)}`)
              .join('; '),
          ],
          [t('draft.timeZone'), list.timeZone],
          [t('audit.files'), <Figure value={files.read} unit={t('audit.filesUnit')} />],
          [t('audit.rowsIn'), count(rows.in)],
          [t('audit.rowsJudged'), count(rows.judged)],
          [t('audit.rowsDuplicates'), count(rows.duplicates)],
          [t('audit.rowsRejected'), count(rows.rejected)],
          [t('audit.rowsOthers'), count(rows.notConcerned)],
          [t('audit.madeBy'), summary.madeBy],
          [
            t('audit.uploaded'),
            <>
              <Time at={audit.uploadedAt} shown="minute" /> · {audit.uploadedBy}
            </>,
          ],
        ]}
      />
    </Panel>
  )
}
