/**
 * Phê duyệt: the exact text as a phone shows it, with the marks that its editor saw, each letter that misleads to be ticked, the digest, whom and how many in words and number, when, what it takes,
 * and what changed since the last approval. Then one of two: approve by typing the number of subscribers, or send back
 * with a reason. Says why where approving is not this reader's.
 */
import { Grid, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Fragment } from 'react'
import { languageName } from '../../../base/language-name.ts'
import { Decision } from '../../../web/approval/decision.tsx'
import { doDeed } from '../../../web/approval/deeds.ts'
import { grouped } from '../../../web/numbers.ts'
import { confirmHere } from '../../../web/parts/confirmed.ts'
import { Page, Panel } from '../../../web/parts/page.tsx'
import { type Fact, Facts } from '../../../web/parts/records.tsx'
import { Asked, Notice } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import { useMe } from '../../../web/session.ts'
import { SigningLine } from '../../../web/signing/signing-line.tsx'
import { typedCount } from '../../../web/typed-count.ts'
import { OpenRemarks, RemarksPanel } from '../../drafting/pages/remarks-panel.tsx'
import { operatorsQuery } from '../../operators/pages/queries.ts'
import { doubtsOf, type LetterDoubt } from '../doubts.ts'
import type { RoundDetail } from '../model.ts'
import { type Answer, answersOf } from './answers.ts'
import { ContentDiff } from './content-diff.tsx'
import { Value } from './content-summary.tsx'
import { descriptionsOf } from './descriptions.ts'
import { ExerciseBadge, ExerciseEdge } from './exercise.tsx'
import { useWords } from './message-words.ts'
import { inWords } from './number-words.ts'
import { Phone } from './phone.tsx'
import { ProvincePicture } from './province-picture.tsx'
import { roundDeeds } from './round-deeds.ts'
import { roundQuery, type Shown, versionsQuery } from './round-queries.ts'
import { RoundStateBadge, TakenBackNotice } from './state-badges.tsx'

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
        data && [`${data.campaignTitle} · ${t('round.number', { n: data.number })}`, `/rounds/${id}`],
      ]}
      badge={
        data && (
          <Group gap="xs">
            <RoundStateBadge state={data.state} takenBack={data.takenBack} />
            <ExerciseBadge purpose={data.purpose} />
          </Group>
        )
      }
      lead={data?.title}
    >
      <Asked query={round}>
        {detail => (
          <ExerciseEdge of={detail}>
            <TakenBackNotice of={detail} />
            <Approve detail={detail} operators={operators.data ?? []} />
          </ExerciseEdge>
        )}
      </Asked>
    </Page>
  )
}

function Approve({ detail, operators }: Shown) {
  const { t } = useWords()
  return (
    <Stack gap="xl">
      <OpenRemarks kind="round" id={detail.id} />
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 5, lg: 4 }} order={{ base: 1, md: 2 }}>
          <Phone content={detail.content} isWhole isMarked />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7, lg: 8 }} order={{ base: 2, md: 1 }}>
          <Stack gap="xl">
            <Reading detail={detail} operators={operators} />
          </Stack>
        </Grid.Col>
      </Grid>
      <SinceApproval detail={detail} operators={operators} />
      <RemarksPanel kind="round" id={detail.id} version={detail.version} isOpen={detail.state === 'submitted'} />
      <Panel title={t('approve.decide')}>
        <Decide detail={detail} />
      </Panel>
    </Stack>
  )
}

/** Every answer that the digest is over, in the order of the questions; beside them what they come to. */
export function Reading({ detail, operators }: Shown) {
  const words = useWords()
  const { t, terms, spoken } = words
  const say = descriptionsOf(words, operators)
  const { content, estimate, authors } = detail
  const { subscribers, segments } = estimate
  const inLetters = inWords(subscribers, spoken)
  const { whom, what, when } = answersOf(content, words, say)
  const factOf = (answer: Answer): Fact => [answer.name, <Value key={answer.path} of={answer} />]
  return (
    <>
      <Panel title={t('approve.whom')}>
        <Text fz="1.5rem" fw={600}>
          {grouped(subscribers, spoken)} {terms('unit.subscribers')}
        </Text>
        {inLetters !== null && (
          <Text>{t('approve.inWords', { words: inLetters, unit: terms('unit.subscribers') })}</Text>
        )}
        <Facts facts={whom.map(factOf)} />
        <ProvincePicture chosen={content.audience.provinces} />
        <Text className="loa-quiet" mt="xs">
          {t('approve.declared')}
        </Text>
      </Panel>
      <Panel title={t('approve.what')}>
        <Facts
          facts={[
            ...what.map(factOf),
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
        <Facts facts={when.map(factOf)} />
      </Panel>
      <Panel title={t('approve.who')}>
        <Facts facts={[[t('approve.authors'), authors.join(', ')], submission(detail)]} />
      </Panel>
      <Panel title={t('approve.digest')}>
        <Text className="loa-mono">{detail.digest}</Text>
        <Text className="loa-quiet">{t('approve.digestWhy')}</Text>
      </Panel>
    </>
  )

  function submission({ history }: RoundDetail): Fact | false {
    const last = history.findLast(({ action }) => action === 'round.submit')
    return (
      last !== undefined && [
        t('approve.submitted'),
        <Fragment key="submitted">
          {last.by}, <Time at={last.at} />
        </Fragment>,
      ]
    )
  }
}

function SinceApproval({ detail, operators }: Shown) {
  const { t } = useWords()
  const versions = useQuery({ ...versionsQuery(detail.id), enabled: detail.approvedVersion !== null })
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
  const { t, terms, spoken } = useWords()
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
  const doubts = doubtsOf(detail.content)
  const many = detail.content.messages.length > 1
  const sentence = ({ message, language, kind, letter, word, times }: LetterDoubt) => {
    const where = many ? t('field.message', { n: message + 1 }) : t('message.only')
    const one = t(`approve.doubt.${kind}`, { where: `${where} (${languageName(language, spoken)})`, letter, word })
    return times > 1 ? t('approve.doubtTimes', { sentence: one, times }) : one
  }
  const done = async (sentence: string) => {
    await navigate({ to: '/rounds/$id', params: { id } })
    confirmHere(sentence)
  }
  return (
    <Decision
      before={actions.includes('approve') && <SigningLine sha256={digest} />}
      on={String(version)}
      notYours={
        <Notice gravity="info" title={t('approve.notYours')}>
          {me.role === 'approver' ? t('approve.own', { authors: authors.join(', ') }) : t('approve.role')}
        </Notice>
      }
      proof={
        actions.includes('approve') && {
          id: 'approve-count',
          label: t('approve.count'),
          hint: t('approve.countHint', { amount: `${grouped(subscribers, spoken)} ${terms('unit.subscribers')}` }),
          submit: t('approve.approve'),
          doubts: {
            title: t('approve.doubts'),
            sentences: doubts.map(sentence),
            tick: t('approve.doubt'),
            missing: t('approve.doubtMissing'),
          },
          judge: typed => {
            const count = typedCount(typed)
            if (count === subscribers) return null
            return t(count === null ? 'approve.typeNumber' : 'approve.differs', {
              typed: count === null ? typed : grouped(count, spoken),
              amount: grouped(subscribers, spoken),
            })
          },
          send: async (_, once) => {
            const approval = { version, digest, subscribers, doubts: doubts.length }
            await doDeed(deeds, 'approve', approval, once)
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
