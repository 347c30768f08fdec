/** A proposal with its evidence: dismissed with a reason, or made into a change. */
import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { dayAfter } from '../../../plan/areas.ts'
import type { Plan } from '../../../plan/plan.ts'
import { ask } from '../../../web/api.ts'
import { confirmHere } from '../../../web/parts/confirmed.ts'
import { ButtonToDialogue } from '../../../web/parts/dialogue.tsx'
import { Figure } from '../../../web/parts/figure.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { Panel, TextLink } from '../../../web/parts/page.tsx'
import { Facts } from '../../../web/parts/records.tsx'
import { Asked, Empty, Notice } from '../../../web/parts/states.tsx'
import type { ProposalView } from '../model.ts'
import { AreaCharts } from './area-charts.tsx'
import { ProposalBadge } from './badges.tsx'
import { DataAge } from './data-age.tsx'
import { LevelMark } from './level-mark.tsx'
import { useMayWrite } from './may-write.ts'
import { SignedFrame } from './plan-frame.tsx'
import { areaDataQuery, forgetPlan, proposalQuery } from './queries.ts'
import { areaSaid, levelSaid, timeSaid } from './said.ts'
import { useWords } from './words.ts'

export function ProposalPage() {
  const words = useWords()
  const { t } = words
  const { plan: planId, id } = useParams({ from: '/frame/plan/$plan/proposals/$id' })
  const query = useQuery(proposalQuery(planId, id))
  const proposal = query.data
  const mayWrite = useMayWrite()
  const isOpen = proposal?.state === 'open'
  return (
    <SignedFrame
      id={planId}
      isInside
      title={t('proposal.one')}
      badge={proposal && <ProposalBadge state={proposal.state} />}
      actions={
        mayWrite &&
        isOpen && (
          <Group gap="sm">
            <Button component={Link} to={`/plan/${planId}/propose`} hash={id}>
              {t('proposal.make')}
            </Button>
            <DismissButton proposal={proposal} />
          </Group>
        )
      }
    >
      {({ plan }) => (
        <Asked
          query={query}
          empty={proposed =>
            proposed.plan !== planId && <Empty title={t('proposal.gone')}>{t('proposal.goneHow')}</Empty>
          }
        >
          {proposed => <Whole proposal={proposed} plan={plan} />}
        </Asked>
      )}
    </SignedFrame>
  )
}

function Whole({ proposal, plan }: { proposal: ProposalView; plan: Plan }) {
  const words = useWords()
  const { t } = words
  const { area, level, by, reason, evidence, decision, change, createdAt } = proposal
  const title = t('proposal.title', { area: areaSaid(words, area), level: levelSaid(words, plan.levels, level) })
  return (
    <Stack gap="xl">
      <Panel title={title}>
        {decision !== null && (
          <Notice gravity="info" title={t('proposal.dismissed')}>
            {t('proposal.decision')}: <span lang="vi">{decision}</span>
          </Notice>
        )}
        <Facts
          facts={[
            evidence !== null && [t('proposal.now'), <LevelMark levels={plan.levels} id={evidence.before} />],
            [t('proposal.to'), <LevelMark levels={plan.levels} id={level} />],
            [t('proposals.from'), by?.name ?? t('proposals.data')],
            [t('proposals.at'), timeSaid(createdAt, words, plan.timeZone)],
            reason !== '' && [t('proposal.reason'), <span lang="vi">{reason}</span>],
            change !== null && [
              t('proposal.change'),
              <TextLink to={`/plan/${plan.id}/changes/${change}`}>{t('col.changeOpen')}</TextLink>,
            ],
            ...evidenceFacts(proposal),
          ]}
        />
      </Panel>
      <Panel title={t('evidence.title')}>
        <Evidence proposal={proposal} plan={plan} />
      </Panel>
    </Stack>
  )

  function evidenceFacts({ evidence: given }: ProposalView) {
    if (given === null) return []
    const { dataUntil, population, days, plan: by } = given.evidence
    return [
      [t('evidence.until'), <DataAge until={dataUntil} timeZone={plan.timeZone} />] as const,
      [t('evidence.days'), <Figure value={days.length} unit={t('unit.days')} />] as const,
      [t('evidence.population'), <Figure value={population} unit={t('unit.people')} />] as const,
      [t('evidence.version'), <span className="loa-figure">{by.version}</span>] as const,
    ]
  }
}

/** Before the first day that is the evidence. */
const DAYS_BEFORE = 45

function Evidence({ proposal, plan }: { proposal: ProposalView; plan: Plan }) {
  const { area, evidence } = proposal
  const given = evidence?.evidence
  const first = given?.days.at(0)?.day
  const until = evidence?.day
  const days = first === undefined || until === undefined ? {} : { from: dayAfter(first, -DAYS_BEFORE), until }
  const query = useQuery(areaDataQuery(plan.id, area, days))
  const called = new Map((given?.days ?? []).map(({ day, level }) => [day, level]))
  return (
    <Asked query={query}>
      {data => (
        <AreaCharts
          data={data}
          plan={plan}
          {...(given !== undefined && { called })}
          {...(first !== undefined && until !== undefined && { window: { from: first, until } })}
        />
      )}
    </Asked>
  )
}

function DismissButton({ proposal }: { proposal: ProposalView }) {
  const { t } = useWords()
  return (
    <ButtonToDialogue label={t('proposal.dismiss')} title={t('proposal.dismissTitle')} variant="default">
      {close => <DismissForm proposal={proposal} onClose={close} />}
    </ButtonToDialogue>
  )
}

function DismissForm({ proposal, onClose }: { proposal: ProposalView; onClose: () => void }) {
  const { t } = useWords()
  const form = useForm({
    prefix: 'dismiss',
    values: { reason: '' },
    check: ({ reason }) => ({ reason: reason.trim() === '' && t('propose.reasonMissing') }),
    send: async ({ reason }, once) => {
      await ask('POST /api/v1/level-proposals/{id}/dismiss', {
        params: { id: proposal.id },
        body: { reason: reason.trim() },
        once,
      })
      await forgetPlan(proposal.plan)
      confirmHere(t('proposal.dismissDone'))
      onClose()
    },
  })
  return (
    <Form of={form} submit={t('proposal.dismissDeed')} cancel={onClose}>
      <p>{t('proposal.dismissWhat')}</p>
      <Textarea label={t('proposal.dismissReason')} autosize minRows={2} {...form.field('reason')} />
    </Form>
  )
}
