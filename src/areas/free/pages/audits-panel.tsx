/** Audits that operators have made: newest first, and a place to bring one. */
import { Button, FileButton, Group, NativeSelect, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type AuditSummary, auditSummary } from '../../../audit/summary.ts'
import { ask } from '../../../web/api.ts'
import { useDeed } from '../../../web/parts/deed.ts'
import { Figure } from '../../../web/parts/figure.tsx'
import { Panel, TextLink } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Asked, Fault } from '../../../web/parts/states.tsx'
import { TimeBy } from '../../../web/parts/time.tsx'
import { queries, useMe } from '../../../web/session.ts'
import type { FreeAuditSummary, FreeOperator } from '../model.ts'
import { useDays } from './audit-days.ts'
import { moneyOf } from './money.ts'
import { auditsQuery } from './queries.ts'
import { useWords } from './words.ts'

export function AuditsPanel({ operators }: { operators: readonly FreeOperator[] }) {
  const { t } = useWords()
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
  const { t, spoken } = useWords()
  const days = useDays()
  return (
    <Records
      caption={t('audits.title')}
      rows={items}
      columns={[
        [
          t('operators.operator'),
          ({ id, operatorName }) => (
            <TextLink to={`/zero-rating/audits/${id}`} isStrong>
              {operatorName}
            </TextLink>
          ),
          'title',
        ],
        [t('audit.when'), audit => days(audit.days)],
        [
          t('audit.refund'),
          ({ wrong, currency, amountDecimals }) =>
            moneyOf(wrong.refund, { code: currency, decimals: amountDecimals }, spoken),
          'figure',
        ],
        [t('audit.wrong'), ({ wrong }) => <Figure value={wrong.records} unit={t('audit.records')} />, 'figure'],
        [
          t('audit.claimed'),
          ({ claimed }) =>
            claimed === null ? t('audit.notTold') : <Figure value={claimed.records} unit={t('audit.records')} />,
          'figure',
        ],
        [t('audit.uploaded'), ({ uploadedAt, uploadedBy }) => <TimeBy at={uploadedAt} by={uploadedBy} />],
      ]}
    />
  )
}

/** A summary that `loa zerorating audit` has written, of the operator that is chosen. */
function Bring({ operators }: { operators: readonly FreeOperator[] }) {
  const { t, spoken } = useWords()
  const navigate = useNavigate()
  const [operator, setOperator] = useState(operators[0]?.operator ?? '')
  const [isWrong, setWrong] = useState(false)
  const deed = useDeed(async (body: { operator: string; summary: AuditSummary }, once) => {
    const { id } = await ask('POST /api/v1/zero-rating/audits', { body, once })
    void queries.invalidateQueries({ queryKey: auditsQuery.queryKey })
    await navigate({ to: '/zero-rating/audits/$id', params: { id } as never })
  })
  const take = async (file: File | null) => {
    if (file === null) return
    const summary = readSummary(await file.text())
    setWrong(summary === null)
    if (summary !== null) void deed.run({ operator, summary })
  }
  const fault = isWrong ? t('audits.wrongFile') : (deed.problem?.sentence(spoken) ?? null)
  return (
    <Stack gap="sm">
      <Fault>{fault}</Fault>
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
            <Button {...props} variant="default" loading={deed.isBusy}>
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
