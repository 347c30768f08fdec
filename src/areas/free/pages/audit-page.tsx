/**
 * An audit of one operator's charging records in pictures: what was charged that should have been free, what was given
 * free that should not, by service, by day and by operator; and what these sums leave out.
 */
import { Stack, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { whyWords } from '../../../audit/audit-words.ts'
import { useLanguage } from '../../../web/i18n.ts'
import { grouped } from '../../../web/numbers.ts'
import { Facts } from '../../../web/parts/facts.tsx'
import { Figure } from '../../../web/parts/figure.tsx'
import { Notice } from '../../../web/parts/notice.tsx'
import { Page } from '../../../web/parts/page.tsx'
import { Panel } from '../../../web/parts/panel.tsx'
import { Asked } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import type { FreeAudit } from '../model.ts'
import classes from './audit-charts.module.css'
import { notAddingUp } from './audit-data.ts'
import { useDays } from './audit-days.ts'
import { AuditSection } from './audit-section.tsx'
import { moneyOf } from './money.ts'
import { auditQuery } from './queries.ts'
import { useWords } from './words.ts'

export function AuditPage() {
  const t = useWords()
  const { id } = useParams({ from: '/frame/zero-rating/audits/$id' })
  const query = useQuery(auditQuery(id))
  const audit = query.data
  return (
    <Page
      title={
        audit === undefined ? t('audits.title') : t('audit.title', { operator: audit.operatorName })
      }
      crumbs={[{ label: t('title'), to: '/zero-rating' }]}
    >
      <Asked query={query}>{data => <Audit audit={data} />}</Asked>
    </Page>
  )
}

function Audit({ audit }: { audit: FreeAudit }) {
  const t = useWords()
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
        <AuditSection
          is="claimed"
          title={t('audit.claimed')}
          lead={t('audit.claimedWhat')}
          audit={audit}
        />
      )}
      <LeftOut audit={audit} />
      <What audit={audit} />
    </Stack>
  )
}

function Headline({ audit }: { audit: FreeAudit }) {
  const t = useWords()
  const spoken = useLanguage()
  const { summary, currency, amountDecimals } = audit
  const money = moneyOf(summary.wrong.refund, { code: currency, decimals: amountDecimals }, spoken)
  return (
    <Facts
      facts={[
        {
          name: t('audit.refund'),
          value: (
            <>
              <strong className="loa-figure">{money}</strong>
              {' · '}
              <Figure value={summary.wrong.records} unit={t('audit.records')} />
            </>
          ),
        },
        {
          name: t('audit.claimed'),
          value:
            summary.claimed === null ? (
              t('audit.notTold')
            ) : (
              <Figure value={summary.claimed.records} unit={t('audit.records')} />
            ),
        },
        { name: t('audit.when'), value: useDays()(summary.days) },
      ]}
    />
  )
}

function LeftOut({ audit: { summary, currency, amountDecimals } }: { audit: FreeAudit }) {
  const t = useWords()
  const spoken = useLanguage()
  const { rejected, unproved, undecided } = summary.leftOut
  const money = (amount: number) =>
    moneyOf(amount, { code: currency, decimals: amountDecimals }, spoken)
  const rows = [
    ...rejected.map(({ why, rows }) => ({
      is: 'rejected' as const,
      why,
      records: rows,
      most: null,
    })),
    ...unproved.map(({ why, records, refundMost }) => ({
      is: 'unproved' as const,
      why,
      records,
      most: refundMost,
    })),
    ...undecided.map(({ why, records, refundMost }) => ({
      is: 'undecided' as const,
      why,
      records,
      most: refundMost,
    })),
  ]
  return (
    <Panel title={t('audit.leftOut')}>
      <p className="loa-quiet">{t('audit.leftOutWhat')}</p>
      {rows.length === 0 ? (
        <p>{t('audit.leftOutNone')}</p>
      ) : (
        <div className={classes.wide}>
          <Table className={classes.bars}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('audit.leftOutHow')}</Table.Th>
                <Table.Th scope="col">{t('audit.why')}</Table.Th>
                <Table.Th scope="col" ta="right">
                  {t('audit.records')}
                </Table.Th>
                <Table.Th scope="col" ta="right">
                  {t('audit.refundMost')}
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(({ is, why, records, most }) => (
                <Table.Tr key={`${is} ${why}`}>
                  <Table.Td>{t(`audit.${is}`)}</Table.Td>
                  <Table.Td>{whyWords(why, spoken)}</Table.Td>
                  <Table.Td ta="right" className="loa-figure">
                    {grouped(records, spoken)}
                  </Table.Td>
                  <Table.Td ta="right" className="loa-figure">
                    {most === null ? '–' : money(most)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Panel>
  )
}

/** What was read, and with which list. */
function What({ audit }: { audit: FreeAudit }) {
  const t = useWords()
  const { summary } = audit
  const { rows, files, list } = summary
  const count = (value: number) => <Figure value={value} unit={t('audit.records')} />
  return (
    <Panel title={t('audit.read')}>
      <Facts
        facts={[
          {
            name: t('versions.title'),
            value: list.versions
              .map(
                ({ version, trust }) =>
                  `${t('version', { version })}: ${t(`audit.trust.${trust}`)}`,
              )
              .join('; '),
          },
          { name: t('draft.timeZone'), value: list.timeZone },
          {
            name: t('audit.files'),
            value: <Figure value={files.read} unit={t('audit.filesUnit')} />,
          },
          { name: t('audit.rowsIn'), value: count(rows.in) },
          { name: t('audit.rowsJudged'), value: count(rows.judged) },
          { name: t('audit.rowsDuplicates'), value: count(rows.duplicates) },
          { name: t('audit.rowsRejected'), value: count(rows.rejected) },
          { name: t('audit.rowsOthers'), value: count(rows.notConcerned) },
          { name: t('audit.madeBy'), value: summary.madeBy },
          {
            name: t('audit.uploaded'),
            value: (
              <>
                <Time at={audit.uploadedAt} shown="minute" /> · {audit.uploadedBy}
              </>
            ),
          },
        ]}
      />
    </Panel>
  )
}
