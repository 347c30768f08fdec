/** Audits that operators have made: newest first, and a place to bring one. */
import { Anchor, Button, FileButton, Group, NativeSelect, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { auditSummary } from '../../../audit/summary.ts'
import { ask, newKey } from '../../../web/api.ts'
import { useLanguage } from '../../../web/i18n.ts'
import { Figure } from '../../../web/parts/figure.tsx'
import { Notice } from '../../../web/parts/notice.tsx'
import { Panel } from '../../../web/parts/panel.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Asked } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import { asProblem } from '../../../web/problem.ts'
import { queries, useMe } from '../../../web/session.ts'
import type { FreeAuditSummary, FreeOperator } from '../model.ts'
import { useDays } from './audit-days.ts'
import { moneyOf } from './money.ts'
import { auditsQuery } from './queries.ts'
import { useWords } from './words.ts'

export function AuditsPanel({ operators }: { operators: readonly FreeOperator[] }) {
  const t = useWords()
  const query = useQuery(auditsQuery)
  const { role } = useMe()
  const mayBring = role === 'editor' || role === 'approver' || role === 'engineer'
  return (
    <Panel title={t('audits.title')}>
      <p className="loa-quiet">{t('audits.lead')}</p>
      <Asked query={query}>
        {({ items }) => (items.length === 0 ? <p>{t('audits.none')}</p> : <Audits items={items} />)}
      </Asked>
      {mayBring && operators.length > 0 && <Bring operators={operators} />}
    </Panel>
  )
}

function Audits({ items }: { items: readonly FreeAuditSummary[] }) {
  const t = useWords()
  const spoken = useLanguage()
  const days = useDays()
  return (
    <Records
      caption={t('audits.title')}
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'operator',
          heading: t('operators.operator'),
          kind: 'title',
          cell: ({ id, operatorName }) => (
            <Anchor
              component={Link}
              to="/zero-rating/audits/$id"
              params={{ id } as never}
              underline="always"
              fw={600}
            >
              {operatorName}
            </Anchor>
          ),
        },
        { key: 'days', heading: t('audit.when'), cell: audit => days(audit.days) },
        {
          key: 'refund',
          heading: t('audit.refund'),
          kind: 'figure',
          cell: ({ wrong, currency, amountDecimals }) =>
            moneyOf(wrong.refund, { code: currency, decimals: amountDecimals }, spoken),
        },
        {
          key: 'wrong',
          heading: t('audit.wrong'),
          kind: 'figure',
          cell: ({ wrong }) => <Figure value={wrong.records} unit={t('audit.records')} />,
        },
        {
          key: 'claimed',
          heading: t('audit.claimed'),
          kind: 'figure',
          cell: ({ claimed }) =>
            claimed === null ? (
              t('audit.notTold')
            ) : (
              <Figure value={claimed.records} unit={t('audit.records')} />
            ),
        },
        {
          key: 'uploaded',
          heading: t('audit.uploaded'),
          cell: ({ uploadedAt, uploadedBy }) => (
            <div>
              <Time at={uploadedAt} shown="minute" />
              <div className="loa-quiet">{uploadedBy}</div>
            </div>
          ),
        },
      ]}
    />
  )
}

/** A summary that `loa zerorating audit` has written, of the operator that is chosen. */
function Bring({ operators }: { operators: readonly FreeOperator[] }) {
  const t = useWords()
  const spoken = useLanguage()
  const navigate = useNavigate()
  const [operator, setOperator] = useState(operators[0]?.operator ?? '')
  const [fault, setFault] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const take = async (file: File | null) => {
    if (file === null || isBusy) return
    setFault(null)
    const summary = readSummary(await file.text())
    if (summary === null) return setFault(t('audits.wrongFile'))
    setBusy(true)
    try {
      const body = { operator, summary }
      const { id } = await ask('POST /api/v1/zero-rating/audits', { body, once: newKey() })
      void queries.invalidateQueries({ queryKey: auditsQuery.queryKey })
      await navigate({ to: '/zero-rating/audits/$id', params: { id } as never })
    } catch (error) {
      setFault(asProblem(error).sentence(spoken))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Stack gap="sm">
      {fault !== null && (
        <Notice gravity="bad" role="alert">
          {fault}
        </Notice>
      )}
      <Group gap="md" align="flex-end">
        {operators.length > 1 && (
          <NativeSelect
            label={t('audits.of')}
            value={operator}
            data={operators.map(each => ({ value: each.operator, label: each.name }))}
            onChange={event => setOperator(event.currentTarget.value)}
          />
        )}
        <FileButton onChange={file => void take(file)} accept="application/json,.json">
          {props => (
            <Button {...props} variant="default" loading={isBusy}>
              {t('audits.bring')}
            </Button>
          )}
        </FileButton>
      </Group>
      <p className="loa-quiet">{t('audits.bringHint')}</p>
    </Stack>
  )
}

function readSummary(text: string) {
  try {
    return auditSummary.parse(JSON.parse(text))
  } catch {
    return null
  }
}
