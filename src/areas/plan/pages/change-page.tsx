/**
 * One change of level: what it does and what should be known before it is approved; who decides; then how far each effect is. Before and
 * after it is the same page.
 */
import { Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import type { Plan } from '../../../plan/plan.ts'
import { REMARK_WORDS } from '../../../plan/remark-words.ts'
import { ask } from '../../../web/api.ts'
import { Decision } from '../../../web/approval/decision.tsx'
import { doDeed, useApprovalDeed } from '../../../web/approval/deeds.ts'
import { History } from '../../../web/approval/history.tsx'
import { confirmHere } from '../../../web/parts/confirmed.ts'
import { useDeed } from '../../../web/parts/deed.ts'
import { Confirm } from '../../../web/parts/dialogue.tsx'
import { focusField } from '../../../web/parts/error-summary.tsx'
import { Panel, TextLink } from '../../../web/parts/page.tsx'
import { Facts, Records } from '../../../web/parts/records.tsx'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { Asked, Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import { Striped } from '../../../web/parts/striped.tsx'
import { useMe } from '../../../web/session.ts'
import { SigningLine, shortDigest } from '../../../web/signing/signing-line.tsx'
import type { ChangeDetail, DiffView, EffectGroup } from '../model.ts'
import { ChangeBadge, ExerciseBadge } from './badges.tsx'
import { type ChangeBodies, changeDeeds } from './change-deeds.ts'
import { DeedsPanel } from './deeds-panel.tsx'
import { EffectTable } from './effect-table.tsx'
import { FollowPanel } from './follow-panel.tsx'
import { numberSaid } from './formula-said.ts'
import { LevelMark } from './level-mark.tsx'
import { useMayWrite } from './may-write.ts'
import classes from './plan.module.css'
import { SignedFrame } from './plan-frame.tsx'
import { changeQuery } from './queries.ts'
import { REMARKS_GRAVITY, REMARKS_ORDER, typedFor } from './remarks.ts'
import { areaSaid, areasSaid, changeSaid, effectSaid, levelSaid, timeSaid } from './said.ts'
import { useWords } from './words.ts'

export function ChangePage() {
  const words = useWords()
  const { t } = words
  const { plan: planId, id } = useParams({ from: '/frame/plan/$plan/changes/$id' })
  const query = useQuery(changeQuery(planId, id))
  const { data } = query
  return (
    <SignedFrame
      id={planId}
      isInside
      title={t('change.one')}
      badge={
        data && (
          <Group gap="xs">
            <ExerciseBadge purpose={data.purpose} />
            <ChangeBadge change={data} />
          </Group>
        )
      }
    >
      {({ plan }) => (
        <Asked query={query}>
          {change => (
            <Striped isExercise={change.purpose === 'exercise'}>
              <Whole change={change} plan={plan} />
            </Striped>
          )}
        </Asked>
      )}
    </SignedFrame>
  )
}

interface Shown {
  readonly change: ChangeDetail
  readonly plan: Plan
}

const HISTORY_SHOWN = 10

function Whole({ change, plan }: Shown) {
  const words = useWords()
  const { t } = words
  const { state, diff, history } = change
  const isOpen = state === 'draft' || state === 'submitted'
  return (
    <>
      <Text fw={600} size="lg">
        {changeSaid(words, plan.levels, change)}
      </Text>
      <NextStep change={change} plan={plan} />
      {state === 'approved' && <FollowPanel change={change} plan={plan} />}
      {state === 'approved' && <DeedsPanel change={change} plan={plan} />}
      {isOpen && diff !== null && <Remarks {...{ diff, change, plan }} />}
      {diff !== null && (
        <>
          <StepsPanel diff={diff} plan={plan} />
          <DiffPanel {...{ change, diff, plan }} />
        </>
      )}
      {state === 'submitted' && (
        <div id={DECISION} tabIndex={-1}>
          <Panel title={t('decide.title')}>
            <Deciding change={change} />
          </Panel>
        </div>
      )}
      <FactsPanel change={change} plan={plan} />
      <Panel title={t('history.title')}>
        <History entries={history} area="plan" shown={HISTORY_SHOWN} />
      </Panel>
    </>
  )
}

/** Below all that is decided on. */
const DECISION = 'decision'

function NextStep({ change, plan }: Shown) {
  const { t, spoken } = useWords()
  const mayWrite = useMayWrite()
  const { state, standing, actions, refusal, diffFailure, takenBackBy, diff } = change
  const gravity =
    diffFailure !== null || change.deeds.failed > 0 || state === 'refused'
      ? 'bad'
      : standing === 'carried-out'
        ? 'good'
        : 'info'
  return (
    <Notice
      gravity={gravity}
      title={t('next.title')}
      action={
        <Group gap="sm">
          {actions.includes('submit') && diff !== null && <SubmitButton change={change} />}
          {actions.includes('approve') && <Button onClick={() => focusField(DECISION)}>{t('decide.go')}</Button>}
          {actions.includes('withdraw') && <WithdrawButton change={change} />}
          {mayWrite && standing === 'scheduled' && change.purpose === 'live' && <TakeBackButton change={change} />}
        </Group>
      }
    >
      {state === 'refused'
        ? t('next.refused', { reason: refusal ?? '' })
        : takenBackBy !== null
          ? t('next.takenBack')
          : t(`next.${state}`)}
      {change.deeds.failed > 0 && <p>{t('next.failed', { count: change.deeds.failed })}</p>}
      {takenBackBy !== null && (
        <div>
          <TextLink to={`/plan/${plan.id}/changes/${takenBackBy}`}>{t('next.takenBackOpen')}</TextLink>
        </div>
      )}
      {diffFailure !== null && (
        <Text fw={600}>
          {t('next.blocked')}: {diffFailure[spoken]}
        </Text>
      )}
    </Notice>
  )
}

function useSummary({ diff }: Pick<ChangeDetail, 'diff'>): string {
  const { t } = useWords()
  const totals = diff?.totals ?? { starts: 0, replaced: 0, stops: 0, stays: 0 }
  return t('diff.summary', {
    starts: totals.starts,
    replaced: totals.replaced,
    stops: totals.stops,
    stays: totals.stays,
  })
}

function SubmitButton({ change }: { change: ChangeDetail }) {
  const { t } = useWords()
  const summary = useSummary(change)
  return (
    <ConfirmedDeed change={change} deed="submit" isFilled>
      <p>{t('submit.what', { summary })}</p>
      <SigningLine sha256={change.sha256} />
    </ConfirmedDeed>
  )
}

function WithdrawButton({ change }: { change: ChangeDetail }) {
  const { t } = useWords()
  return (
    <ConfirmedDeed change={change} deed="withdraw">
      <p>{t('withdraw.what')}</p>
    </ConfirmedDeed>
  )
}

function ConfirmedDeed<Name extends 'submit' | 'withdraw'>(props: {
  change: ChangeDetail
  deed: Name
  isFilled?: boolean
  children: React.ReactNode
}) {
  const { t } = useWords()
  const [isOpen, { open, close }] = useDisclosure(false)
  const deed = useApprovalDeed<ChangeBodies>(changeDeeds(props.change))
  const { deed: name } = props
  return (
    <>
      <Button variant={props.isFilled ? 'filled' : 'default'} onClick={open}>
        {t(`${name}.open`)}
      </Button>
      <ProblemNotice problem={deed.problem} />
      <Confirm
        isOpen={isOpen}
        title={t(`${name}.title`)}
        deed={t(`${name}.deed`)}
        isBusy={deed.isBusy}
        onConfirm={async () => {
          if (await deed.run(name, {})) confirmHere(t(`${name}.done`))
        }}
        onClose={close}
      >
        {props.children}
      </Confirm>
    </>
  )
}

function TakeBackButton({ change }: { change: ChangeDetail }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const [isOpen, { open, close }] = useDisclosure(false)
  const { plan, id, purpose, reason } = change
  const deed = useDeed(async (_: undefined, once) => {
    const made = await ask('POST /api/v1/plans/{plan}/changes', {
      params: { plan },
      body: { purpose, from: null, decisions: [], takesBackId: id, reason: `${t('change.takesBack')}: ${reason}` },
      once,
    })
    await navigate({ to: `/plan/${plan}/changes/${made.id}` })
    confirmHere(t('propose.done'))
  })
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('propose.takeBack')}
      </Button>
      <ProblemNotice problem={deed.problem} />
      <Confirm
        isOpen={isOpen}
        title={t('propose.takeBack')}
        deed={t('propose.takeBack')}
        isBusy={deed.isBusy}
        onConfirm={() => deed.run(undefined)}
        onClose={close}
      >
        <p>{t('propose.takeBackWhat')}</p>
      </Confirm>
    </>
  )
}

/** What contradicts first, then what cannot be undone, then what needs people. */
function Remarks({ diff, change, plan }: Shown & { diff: DiffView }) {
  const words = useWords()
  const { t, spoken } = words
  const titles = new Map(diff.groups.map(({ action, title }) => [action, title[spoken]]))
  const remarks = diff.remarks.toSorted((a, b) => REMARKS_ORDER.indexOf(a.code) - REMARKS_ORDER.indexOf(b.code))
  const byCode = [...Map.groupBy(remarks, ({ code }) => code)]
  const { obstacles = [] } = diff
  return (
    <Panel title={t('remarks.title')}>
      {obstacles.length > 0 && (
        <Notice gravity="bad" title={t('obstacles.title')}>
          <ul className={classes.list}>
            {obstacles.map((obstacle, at) => (
              <li key={at}>
                <strong>{effectSaid(words, plan.levels, obstacle)}</strong>. {obstacle.failure[spoken]}{' '}
                <ToMend kind={obstacle.kind} />
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {byCode.length + obstacles.length === 0 && <Notice gravity="good">{t('remarks.none')}</Notice>}
      {byCode.map(([code, same]) => (
        <Notice key={`${change.id} ${code}`} gravity={REMARKS_GRAVITY[code]} title={REMARK_WORDS[code][spoken]}>
          <ul className={classes.list}>
            {same.map(({ actions, levels = [], areas, effects }, at) => (
              <li key={at}>
                {actions.length > 0 &&
                  t('remarks.effects', {
                    actions: [
                      actions.map(action => titles.get(action) ?? action).join(', '),
                      ...(levels.length === 0 ? [] : [levels.map(id => levelSaid(words, plan.levels, id)).join(', ')]),
                    ].join(': '),
                    count: effects,
                  })}
                {actions.length > 0 && areas.length > 0 && '. '}
                {areas.length > 0 && t('remarks.areas', { areas: areasSaid(words, areas) })}
              </li>
            ))}
          </ul>
        </Notice>
      ))}
    </Panel>
  )
}

/** Where what keeps an effect of this kind is mended. */
function ToMend({ kind }: { kind: EffectGroup['kind'] }) {
  const { t } = useWords()
  if (kind === 'briefing') return <TextLink to="/briefings/sites">{t('obstacles.sites')}</TextLink>
  if (kind === 'free-list') return <TextLink to="/zero-rating/draft">{t('obstacles.services')}</TextLink>
  return null
}

function StepsPanel({ diff, plan }: { diff: DiffView; plan: Plan }) {
  const words = useWords()
  const { t } = words
  return (
    <Panel title={t('steps.title')}>
      {diff.steps.length === 0 ? (
        <Text>{t('steps.none')}</Text>
      ) : (
        <Records
          caption={t('steps.title')}
          rows={diff.steps}
          rowKey={({ area }) => area}
          columns={[
            [t('col.area'), ({ area }) => <span lang="vi">{areaSaid(words, area)}</span>, 'title'],
            [t('steps.before'), ({ before }) => <LevelMark levels={plan.levels} id={before} />],
            [t('steps.after'), ({ level }) => <LevelMark levels={plan.levels} id={level} />],
            [
              t('steps.goes'),
              ({ goes, isInherited }) => (
                <span>
                  {goes === 'up' ? '▲' : '▼'} {t(`steps.${goes}`)}
                  {isInherited && <span className="loa-quiet"> ({t('steps.inherited')})</span>}
                </span>
              ),
            ],
          ]}
        />
      )}
    </Panel>
  )
}

const GROUPS = ['starts', 'replaced', 'stops', 'stays'] as const

function DiffPanel({ change, diff, plan }: Shown & { diff: DiffView }) {
  const { t, spoken } = useWords()
  const summary = useSummary(change)
  const said = (value: number | null) => (value === null ? t('diff.unknown') : numberSaid(value, spoken))
  const { totals, groups } = diff
  return (
    <Panel title={t(change.state === 'approved' ? 'diff.titleDone' : 'diff.title')}>
      <Text fw={600}>{summary}</Text>
      {groups.length === 0 && <Text>{t('diff.none')}</Text>}
      <Text>{t('diff.totals', { sms: said(totals.sms), minutes: said(totals.loudspeakerMinutes) })}</Text>
      {GROUPS.map(is => {
        const these = groups.filter(group => group.is === is)
        if (these.length === 0) return null
        const title = `${t(`diff.${is}`)}: ${t('diff.count', { count: totals[is] })}`
        const table = (
          <EffectTable
            caption={title}
            isCaptionShown={is !== 'stays'}
            groups={these}
            {...{ plan, obstacles: diff.obstacles }}
            change={{ plan: plan.id, id: change.id }}
          />
        )
        // What stays as it is is seldom read, and long.
        if (is === 'stays')
          return (
            <details key={is}>
              <summary>{title}</summary>
              {table}
            </details>
          )
        return <div key={is}>{table}</div>
      })}
    </Panel>
  )
}

function Deciding({ change }: { change: ChangeDetail }) {
  const { t } = useWords()
  const { role } = useMe()
  const { actions, sha256, diff, purpose } = change
  const summary = useSummary(change)
  const deeds = changeDeeds(change)
  const word = diff === null ? '' : typedFor(diff, t(`decide.word.${purpose}`))
  return (
    <Decision
      before={
        <>
          {purpose === 'exercise' && <StateBadge look="off">{t('purpose.exercise')}</StateBadge>}
          {actions.includes('approve') && <SigningLine sha256={sha256} />}
        </>
      }
      on={`${sha256} ${diff?.effectsSha256 ?? ''}`}
      notYours={
        <Notice gravity="info" title={t('decide.notYours')}>
          {t(role === 'approver' ? 'decide.own' : 'decide.role')}
        </Notice>
      }
      proof={
        actions.includes('approve') &&
        diff !== null && {
          id: 'decide-effects',
          lead: t('decide.lead', { summary }),
          label: t('decide.type', { word }),
          hint: t('decide.typeHint'),
          inputMode: 'text',
          submit: t('decide.approve'),
          judge: typed =>
            typed.trim().replaceAll(/\s+/gu, ' ').normalize('NFC').toLowerCase() === word
              ? null
              : t('decide.typed', { word }),
          send: async (_, once) => {
            const { effectsSha256 } = diff
            await doDeed(deeds, 'approve', { effectsSha256, purpose }, once)
            confirmHere(t('decide.done'))
          },
        }
      }
      sendingBack={
        actions.includes('refuse') && {
          id: 'decide-reason',
          words: key => t(`decide.${key}`),
          send: async (reason, once) => {
            await doDeed(deeds, 'refuse', { reason }, once)
            confirmHere(t('decide.refused'))
          },
        }
      }
    />
  )
}

function FactsPanel({ change, plan }: Shown) {
  const words = useWords()
  const { t } = words
  const { purpose, from, version, reason, proposedBy, submittedBy, approvedBy, proposals } = change
  return (
    <Panel title={t('facts.title')}>
      <Facts
        facts={[
          [t('facts.purpose'), t(`purpose.${purpose}`)],
          [t('facts.from'), timeSaid(from, words, plan.timeZone)],
          [t('facts.version'), <span className="loa-figure">{version}</span>],
          [t('facts.reason'), <span lang="vi">{reason}</span>],
          [t('facts.proposed'), proposedBy.name],
          submittedBy !== null && [t('facts.submitted'), submittedBy.name],
          approvedBy !== null && [t('facts.approved'), approvedBy.name],
          proposals.length > 0 && [
            t('facts.proposals'),
            <span className={classes.row}>
              {proposals.map((proposal, at) => (
                <TextLink key={proposal} to={`/plan/${plan.id}/proposals/${proposal}`}>
                  {t('facts.proposal', { number: at + 1 })}
                </TextLink>
              ))}
            </span>,
          ],
          [t('facts.digest'), <span className="loa-mono">{shortDigest(change.sha256)}</span>],
        ]}
      />
    </Panel>
  )
}
