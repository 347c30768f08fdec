/**
 * Phê duyệt: the exact text as a phone shows it, the digest, whom and how many in words and number, when, what it takes,
 * and what changed since the last approval. Then one of two: approve by typing the number of subscribers, or send back
 * with a reason. Says why where approving is not this reader's.
 */
import { Button, Grid, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../web/i18n.ts'
import { duration, grouped } from '../../../web/numbers.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { ErrorSummary, type FieldFault, faultOf } from '../../../web/parts/error-summary.tsx'
import { Facts } from '../../../web/parts/facts.tsx'
import { Notice } from '../../../web/parts/notice.tsx'
import { Page } from '../../../web/parts/page.tsx'
import { Panel } from '../../../web/parts/panel.tsx'
import { RoundStateBadge } from '../../../web/parts/state-badge.tsx'
import { Asked } from '../../../web/parts/states.tsx'
import { useMe } from '../../../web/session.ts'
import type { OperatorSummary, RoundDetail } from '../model.ts'
import { daysOfSending } from './comparison.ts'
import { ContentDiff } from './content-diff.tsx'
import { useDescriptions } from './descriptions.ts'
import { languageName } from './languages.ts'
import { inWords } from './number-words.ts'
import { Phone } from './phone.tsx'
import { previewOf } from './preview.ts'
import { useRoundDeed } from './round-deed.ts'
import { operatorsQuery, roundQuery, versionsQuery } from './round-queries.ts'
import { typedCount } from './typed-count.ts'

export function ApprovePage() {
  const { t } = useTranslation('rounds')
  const { id } = useParams({ from: '/frame/rounds/$id/approve' })
  const round = useQuery(roundQuery(id))
  const operators = useQuery(operatorsQuery)
  const { data } = round
  return (
    <Page
      title={t('approve.title')}
      crumbs={[
        { label: t('title'), to: '/rounds' },
        ...(data === undefined
          ? []
          : [
              {
                label: `${data.campaignTitle} · ${t('round.number', { n: data.number })}`,
                to: `/rounds/${id}`,
              },
            ]),
      ]}
      badge={data && <RoundStateBadge state={data.state} />}
      lead={data?.title}
    >
      <Asked query={round}>
        {detail => <Approve detail={detail} operators={operators.data ?? []} />}
      </Asked>
    </Page>
  )
}

function Approve({
  detail,
  operators,
}: {
  readonly detail: RoundDetail
  readonly operators: readonly OperatorSummary[]
}) {
  const { t } = useTranslation('rounds')
  return (
    <Stack gap="xl">
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 5, lg: 4 }} order={{ base: 1, md: 2 }}>
          <Phone content={detail.content} isWhole />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7, lg: 8 }} order={{ base: 2, md: 1 }}>
          <Stack gap="xl">
            <Answers detail={detail} operators={operators} />
          </Stack>
        </Grid.Col>
      </Grid>
      <SinceApproval detail={detail} operators={operators} />
      <Panel title={t('approve.decide')}>
        <Decision key={detail.version} detail={detail} />
      </Panel>
    </Stack>
  )
}

function Answers({
  detail,
  operators,
}: {
  readonly detail: RoundDetail
  readonly operators: readonly OperatorSummary[]
}) {
  const { t } = useTranslation('rounds')
  const terms = useTranslation('terms')
  const spoken = useLanguage()
  const say = useDescriptions(operators)
  const { content, estimate } = detail
  const { subscribers, segments } = estimate
  const words = inWords(subscribers, spoken)
  const timeOf = (seconds: number | null) => {
    if (seconds === null) return t('alternatives.noLimit')
    const days = daysOfSending(seconds, content.window.daily)
    const time = duration(seconds, spoken)
    return days === null || days <= 1
      ? time
      : `${time} (${t('alternatives.days', { amount: days })})`
  }
  return (
    <>
      <Panel title={t('approve.whom')}>
        <Text fz="1.5rem" fw={600}>
          {grouped(subscribers, spoken)} {terms.t('unit.subscribers')}
        </Text>
        {words !== null && (
          <Text>{t('approve.inWords', { words, unit: terms.t('unit.subscribers') })}</Text>
        )}
        <Rows
          rows={[
            [t('field.operators'), say.operators(content.operators)],
            [t('field.audience.provinces'), say.provinces(content.audience.provinces)],
            [t('field.audience.excludes'), say.excludes(content.audience.excludes)],
          ]}
        />
        <Text className="loa-quiet" mt="xs">
          {t('approve.declared')}
        </Text>
      </Panel>
      <Panel title={t('approve.what')}>
        <Rows
          rows={[
            [t('field.source'), content.source],
            ...content.messages.flatMap(({ variants }, m) =>
              variants.map(({ language, text }): readonly [string, ReactNode] => {
                const preview = previewOf(text)
                const name =
                  content.messages.length === 1
                    ? t('message.only')
                    : t('field.message', { n: m + 1 })
                return [
                  variants.length > 1 ? `${name} (${languageName(language, spoken)})` : name,
                  preview.is === 'split'
                    ? `${t(`split.${preview.split.encoding}`)} · ${grouped(preview.split.segments, spoken)} ${t('split.segmentsUnit')} · ${grouped(preview.split.units, spoken)} ${t('split.letters')}`
                    : t('summary.empty'),
                ]
              }),
            ),
            [
              t('approve.total'),
              <strong key="total">
                {grouped(segments, spoken)} {terms.t('unit.segments')}
              </strong>,
            ],
            ...estimate.operators.map(({ name, seconds }): readonly [string, string] => [
              t('alternatives.timeAt', { name }),
              timeOf(seconds),
            ]),
          ]}
        />
      </Panel>
      <Panel title={t('approve.when')}>
        <Rows
          rows={[
            [t('window.title'), say.window(content.window)],
            [t('window.daily'), say.daily(content.window.daily)],
            [t('field.exerciseFirst'), t(content.exerciseFirst ? 'describe.yes' : 'describe.no')],
            [t('field.sending.canary'), say.canary(content.sending.canary)],
            [t('field.sending.receipts'), t(`sending.receipts.${content.sending.receipts}`)],
          ]}
        />
      </Panel>
      <Panel title={t('approve.digest')}>
        <Text className="loa-mono">{detail.digest}</Text>
        <Text className="loa-quiet">{t('approve.digestWhy')}</Text>
      </Panel>
    </>
  )
}

function Rows({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return <Facts facts={rows.map(([name, value]) => ({ name, value }))} />
}

function SinceApproval({
  detail,
  operators,
}: {
  readonly detail: RoundDetail
  readonly operators: readonly OperatorSummary[]
}) {
  const { t } = useTranslation('rounds')
  const versions = useQuery({
    ...versionsQuery(detail.id),
    enabled: detail.approvedVersion !== null,
  })
  if (detail.approvedVersion === null)
    return (
      <Panel title={t('approve.changed')}>
        <Text>{t('approve.first')}</Text>
      </Panel>
    )
  return (
    <Panel title={t('approve.changedSince', { version: detail.approvedVersion })}>
      <Asked query={versions}>
        {all => {
          const before = all.find(({ version }) => version === detail.approvedVersion)
          return before === undefined ? (
            <Text>{t('diff.none')}</Text>
          ) : (
            <ContentDiff before={before.content} after={detail.content} operators={operators} />
          )
        }}
      </Asked>
    </Panel>
  )
}

function Decision({ detail }: { detail: RoundDetail }) {
  const { t } = useTranslation('rounds')
  const me = useMe()
  if (detail.state !== 'submitted')
    return (
      <Notice gravity="info" title={t('approve.notSubmitted')}>
        {t(`next.${detail.state}`)}
      </Notice>
    )
  const mayApprove = detail.actions.includes('approve')
  const mayReturn = detail.actions.includes('return')
  return (
    <Stack gap="xl">
      {mayApprove ? (
        <ApproveForm detail={detail} />
      ) : (
        <Notice gravity="info" title={t('approve.notYours')}>
          {me.role === 'approver'
            ? t('approve.own', { authors: detail.authors.join(', ') })
            : t('approve.role')}
        </Notice>
      )}
      {mayReturn && <ReturnForm detail={detail} />}
    </Stack>
  )
}

function ApproveForm({ detail }: { detail: RoundDetail }) {
  const { t } = useTranslation('rounds')
  const spoken = useLanguage()
  const navigate = useNavigate()
  const deed = useRoundDeed(detail.id)
  const [typed, setTyped] = useState('')
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  const { subscribers } = detail.estimate
  const submit = async () => {
    const count = typedCount(typed)
    if (count !== subscribers) {
      const sentence = t(count === null ? 'approve.typeNumber' : 'approve.differs', {
        typed: count === null ? typed : grouped(count, spoken),
        amount: grouped(subscribers, spoken),
      })
      setFaults([{ field: 'approve-count', sentence }])
      return
    }
    setFaults([])
    const { version, digest } = detail
    if (!(await deed.run('approve', { version, digest, subscribers: count }))) return
    announce(t('approve.done'))
    await navigate({ to: '/rounds/$id', params: { id: detail.id } })
  }
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        if (!deed.isBusy) void submit()
      }}
    >
      <Stack gap="md">
        <ErrorSummary faults={faults} />
        {deed.problem !== null && (
          <Notice gravity="bad" role="alert">
            {deed.problem.sentence(spoken)}
          </Notice>
        )}
        <TextInput
          id="approve-count"
          maw="26rem"
          label={t('approve.count')}
          description={t('approve.countHint')}
          error={faultOf(faults, 'approve-count')}
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit" loading={deed.isBusy}>
            {t('approve.approve')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function ReturnForm({ detail }: { detail: RoundDetail }) {
  const { t } = useTranslation('rounds')
  const spoken = useLanguage()
  const navigate = useNavigate()
  const deed = useRoundDeed(detail.id)
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const submit = async () => {
    if (reason.trim() === '') {
      setFault(t('approve.reasonMissing'))
      document.getElementById('return-reason')?.focus()
      return
    }
    setFault(null)
    if (!(await deed.run('return', { version: detail.version, reason: reason.trim() }))) return
    announce(t('approve.returned'))
    await navigate({ to: '/rounds/$id', params: { id: detail.id } })
  }
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        if (!deed.isBusy) void submit()
      }}
    >
      <Stack gap="md">
        {deed.problem !== null && (
          <Notice gravity="bad" role="alert">
            {deed.problem.sentence(spoken)}
          </Notice>
        )}
        <Textarea
          id="return-reason"
          maw="40rem"
          label={t('approve.reason')}
          description={t('approve.reasonHint')}
          error={fault}
          maxLength={2000}
          autosize
          minRows={2}
          value={reason}
          onChange={event => setReason(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit" variant="default" loading={deed.isBusy}>
            {t('approve.return')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
