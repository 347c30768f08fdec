/**
 * Phê duyệt: the exact text as a phone shows it, the digest, whom and how many in words and number, when, what it takes,
 * and what changed since the last approval. Then one of two: approve by typing the number of subscribers, or send back
 * with a reason. Says why where approving is not this reader's.
 */
import { Grid, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Decision } from '../../../web/approval/decision.tsx'
import { doDeed } from '../../../web/approval/deeds.ts'
import { grouped } from '../../../web/numbers.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { Page, Panel } from '../../../web/parts/page.tsx'
import { type Fact, Facts } from '../../../web/parts/records.tsx'
import { Asked, Notice } from '../../../web/parts/states.tsx'
import { useMe } from '../../../web/session.ts'
import { SigningLine } from '../../../web/signing/signing-line.tsx'
import type { RoundDetail } from '../model.ts'
import { ContentDiff } from './content-diff.tsx'
import { useDescriptions } from './descriptions.ts'
import { languageName } from './languages.ts'
import { useWords } from './message-words.ts'
import { inWords } from './number-words.ts'
import { Phone } from './phone.tsx'
import { previewOf } from './preview.ts'
import { roundDeeds } from './round-deeds.ts'
import { operatorsQuery, roundQuery, type Shown, versionsQuery } from './round-queries.ts'
import { RoundStateBadge } from './state-badges.tsx'
import { typedCount } from './typed-count.ts'

export function ApprovePage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/rounds/$id/approve' })
  const round = useQuery(roundQuery(id))
  const operators = useQuery(operatorsQuery)
  const { data } = round
  return (
    <Page
      title={t('approve.title')}
      crumbs={[
        [t('title'), '/rounds'],
        data && [
          `${data.campaignTitle} · ${t('round.number', { n: data.number })}`,
          `/rounds/${id}`,
        ],
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

function Approve({ detail, operators }: Shown) {
  const { t } = useWords()
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
        <Decide detail={detail} />
      </Panel>
    </Stack>
  )
}

function Answers({ detail, operators }: Shown) {
  const { t, terms, spoken } = useWords()
  const say = useDescriptions(operators)
  const { content, estimate } = detail
  const { subscribers, segments } = estimate
  const words = inWords(subscribers, spoken)
  return (
    <>
      <Panel title={t('approve.whom')}>
        <Text fz="1.5rem" fw={600}>
          {grouped(subscribers, spoken)} {terms('unit.subscribers')}
        </Text>
        {words !== null && (
          <Text>{t('approve.inWords', { words, unit: terms('unit.subscribers') })}</Text>
        )}
        <Facts
          facts={[
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
        <Facts
          facts={[
            [t('field.source'), content.source],
            ...content.messages.flatMap(({ variants }, m) =>
              variants.map(({ language, text }): Fact => {
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
                {grouped(segments, spoken)} {terms('unit.segments')}
              </strong>,
            ],
            ...estimate.operators.map(
              ({ name, seconds }): Fact => [
                t('alternatives.timeAt', { name }),
                say.time(seconds, content.window.daily),
              ],
            ),
          ]}
        />
      </Panel>
      <Panel title={t('approve.when')}>
        <Facts
          facts={[
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

function SinceApproval({ detail, operators }: Shown) {
  const { t } = useWords()
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

function Decide({ detail }: { detail: RoundDetail }) {
  const { t, spoken } = useWords()
  const navigate = useNavigate()
  const me = useMe()
  const { id, version, digest, state, actions, authors } = detail
  if (state !== 'submitted')
    return (
      <Notice gravity="info" title={t('approve.notSubmitted')}>
        {t(`next.${state}`)}
      </Notice>
    )
  const deeds = roundDeeds(detail)
  const { subscribers } = detail.estimate
  const done = async (sentence: string) => {
    announce(sentence)
    await navigate({ to: '/rounds/$id', params: { id } })
  }
  return (
    <Decision
      before={actions.includes('approve') && <SigningLine sha256={digest} />}
      on={String(version)}
      notYours={
        <Notice gravity="info" title={t('approve.notYours')}>
          {me.role === 'approver'
            ? t('approve.own', { authors: authors.join(', ') })
            : t('approve.role')}
        </Notice>
      }
      proof={
        actions.includes('approve') && {
          id: 'approve-count',
          label: t('approve.count'),
          hint: t('approve.countHint'),
          submit: t('approve.approve'),
          judge: typed => {
            const count = typedCount(typed)
            if (count === subscribers) return null
            return t(count === null ? 'approve.typeNumber' : 'approve.differs', {
              typed: count === null ? typed : grouped(count, spoken),
              amount: grouped(subscribers, spoken),
            })
          },
          send: async (_, once) => {
            await doDeed(deeds, 'approve', { version, digest, subscribers }, once)
            await done(t('approve.done'))
          },
        }
      }
      sendingBack={
        actions.includes('return') && {
          id: 'return-reason',
          words: key => t(`approve.${key}`),
          send: async (reason, once) => {
            await doDeed(deeds, 'return', { version, reason }, once)
            await done(t('approve.returned'))
          },
        }
      }
    />
  )
}
