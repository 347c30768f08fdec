/** The next version of a plan: brought as a file, its faults as sentences with their places, what differs, and who decides. */
import { Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { checkPlan, type PlanFault } from '../../../plan/check.ts'
import { faultSentence } from '../../../plan/fault-words.ts'
import { Decision } from '../../../web/approval/decision.tsx'
import { doDeed, useApprovalDeed } from '../../../web/approval/deeds.ts'
import { confirmHere } from '../../../web/parts/confirmed.ts'
import { Confirm } from '../../../web/parts/dialogue.tsx'
import { Panel } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { saveFile } from '../../../web/parts/save-file.ts'
import { Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import { useMe } from '../../../web/session.ts'
import { SigningLine } from '../../../web/signing/signing-line.tsx'
import type { PlanDetail } from '../model.ts'
import { PlanBadge } from './badges.tsx'
import { BringPlan } from './bring-plan.tsx'
import { useMayWrite } from './may-write.ts'
import classes from './plan.module.css'
import { planChanges } from './plan-changes.ts'
import { planDeeds } from './plan-deeds.ts'
import { useWords } from './words.ts'

export function DraftPanel({ detail }: { detail: PlanDetail }) {
  const { t } = useWords()
  const { draft, plan } = detail
  const { state, reason, version } = draft
  const isThere = state !== 'none'
  return (
    <Panel title={t('draft.title')}>
      {!isThere && <Text className="loa-quiet">{t('draft.none')}</Text>}
      {isThere && (
        <Group gap="sm">
          <PlanBadge state={state} />
          <span>{t('draft.is', { version })}</span>
        </Group>
      )}
      {reason !== null && state === 'returned' && (
        <Notice gravity="warn" title={t('planState.returned')}>
          {t('draft.returned', { reason })}
        </Notice>
      )}
      {isThere && <Faults faults={draft.faults} />}
      <Deeds detail={detail} />
      {isThere && plan !== null && <Differences detail={detail} />}
      {state === 'submitted' && <Deciding detail={detail} />}
    </Panel>
  )
}

const FAULTS_SHOWN_MAX = 30

function Faults({ faults }: { faults: readonly PlanFault[] }) {
  const { t } = useWords()
  const of = (severity: PlanFault['severity']) => faults.filter(fault => fault.severity === severity)
  const [grave, doubts] = [of('fault'), of('doubt')]
  return (
    <>
      {grave.length > 0 && (
        <Notice gravity="bad" title={t('draft.faults', { count: grave.length })}>
          <FaultList faults={grave} />
        </Notice>
      )}
      {doubts.length > 0 && (
        <Notice gravity="warn" title={t('draft.doubts', { count: doubts.length })}>
          <FaultList faults={doubts} />
        </Notice>
      )}
      {faults.length === 0 && <Notice gravity="good">{t('draft.fine')}</Notice>}
    </>
  )
}

function FaultList({ faults }: { faults: readonly PlanFault[] }) {
  const { t, spoken } = useWords()
  const more = faults.length - FAULTS_SHOWN_MAX
  return (
    <ul className={classes.list}>
      {faults.slice(0, FAULTS_SHOWN_MAX).map((fault, at) => (
        <li key={at}>
          <code className="loa-mono">{fault.place || t('draft.whole')}</code> {faultSentence(fault, spoken)}
        </li>
      ))}
      {more > 0 && <li className="loa-quiet">{t('draft.moreFaults', { count: more })}</li>}
    </ul>
  )
}

function Deeds({ detail }: { detail: PlanDetail }) {
  const { t } = useWords()
  const mayWrite = useMayWrite()
  const { id, draft } = detail
  const { actions, faults, revision, version, content, state } = draft
  const deed = useApprovalDeed(planDeeds(detail))
  const isFine = faults.every(({ severity }) => severity === 'doubt')
  return (
    <>
      <ProblemNotice problem={deed.problem} />
      <Group gap="sm" align="flex-start">
        {actions.includes('submit') && isFine && <SubmitButton detail={detail} />}
        {actions.includes('withdraw') && (
          <Button
            variant="default"
            loading={deed.isBusy}
            onClick={async () => {
              if (await deed.run('withdraw', {})) confirmHere(t('draft.withdrawn'))
            }}
          >
            {t('draft.withdraw')}
          </Button>
        )}
        {mayWrite && actions.includes('save') && <BringPlan plan={{ id, revision }} />}
        {state !== 'none' && (
          <Button
            variant="default"
            onClick={() => saveFile(`${id}-${version}.json`, `${JSON.stringify(content, null, 1)}\n`)}
          >
            {t('draft.save')}
          </Button>
        )}
      </Group>
    </>
  )
}

function SubmitButton({ detail }: { detail: PlanDetail }) {
  const { t } = useWords()
  const [isOpen, { open, close }] = useDisclosure(false)
  const deed = useApprovalDeed(planDeeds(detail))
  const { version, sha256 } = detail.draft
  return (
    <>
      <Button onClick={open}>{t('draft.submit')}</Button>
      <ProblemNotice problem={deed.problem} />
      <Confirm
        isOpen={isOpen}
        title={t('draft.submitTitle')}
        deed={t('draft.submitDeed')}
        isBusy={deed.isBusy}
        onConfirm={async () => {
          if (await deed.run('submit', {})) confirmHere(t('draft.submitted'))
        }}
        onClose={close}
      >
        <p>{t('draft.submitWhat', { version })}</p>
        {sha256 !== null && <SigningLine sha256={sha256} />}
      </Confirm>
    </>
  )
}

const CHANGES_SHOWN_MAX = 60

function Differences({ detail }: { detail: PlanDetail }) {
  const { t } = useWords()
  const { plan, draft } = detail
  if (plan === null) return null
  const all = planChanges(plan, draft.content)
  const title = t('draft.changes', { version: plan.version })
  return (
    <Stack gap="sm">
      {all.length === 0 ? (
        <Text>{t('draft.noChanges')}</Text>
      ) : (
        <Records
          caption={title}
          isCaptionShown
          rows={all.slice(0, CHANGES_SHOWN_MAX)}
          rowKey={({ place }) => place}
          columns={[
            [t('draft.place'), ({ place }) => <code className="loa-mono">{place}</code>, 'title'],
            [
              t('draft.before'),
              ({ before }) => (before === null ? '–' : <Was text={before} className="loa-removed" />),
            ],
            [t('draft.after'), ({ after }) => (after === null ? '–' : <Was text={after} className="loa-added" />)],
          ]}
        />
      )}
      {all.length > CHANGES_SHOWN_MAX && (
        <Text className="loa-quiet">{t('draft.moreChanges', { count: CHANGES_SHOWN_MAX })}</Text>
      )}
    </Stack>
  )
}

const TEXT_SHOWN_MAX = 400

function Was({ text, className }: { text: string; className: string }) {
  const shown = text.length > TEXT_SHOWN_MAX ? `${text.slice(0, TEXT_SHOWN_MAX).toWellFormed()}…` : text
  return (
    <code className={className} style={{ overflowWrap: 'anywhere', fontFamily: 'inherit' }}>
      {shown}
    </code>
  )
}

function Deciding({ detail }: { detail: PlanDetail }) {
  const { t, spoken } = useWords()
  const { role } = useMe()
  const { draft } = detail
  const { actions, faults, sha256, version, revision } = draft
  const deeds = planDeeds(detail)
  const count = String(checkPlan(draft.content).plan?.actions.length ?? 0)
  return (
    <section aria-label={t('decidePlan.title')}>
      <Decision
        before={actions.includes('approve') && sha256 !== null && <SigningLine sha256={sha256} />}
        on={`${revision} ${sha256}`}
        notYours={
          <Notice gravity="info" title={t('decidePlan.notYours')}>
            {t(role === 'approver' ? 'decidePlan.own' : 'decidePlan.role')}
          </Notice>
        }
        proof={
          actions.includes('approve') && {
            id: 'decide-plan',
            lead: t('decidePlan.lead', { version }),
            label: t('decidePlan.type', { count }),
            hint: t('decidePlan.typeHint'),
            submit: t('decidePlan.approve'),
            doubts: {
              title: t('decidePlan.doubts'),
              tick: t('decidePlan.tick'),
              missing: t('decidePlan.unticked'),
              sentences: faults.map(fault => `${fault.place} ${faultSentence(fault, spoken)}`),
            },
            judge: typed => (typed.trim() === count ? null : t('decidePlan.typed', { count })),
            send: async (_, once) => {
              await doDeed(deeds, 'approve', { doubts: faults.length }, once)
              confirmHere(t('decidePlan.approved'))
            },
          }
        }
        sendingBack={
          actions.includes('return') && {
            id: 'decide-plan-reason',
            words: key => t(`decidePlan.${key}`),
            send: async (reason, once) => {
              await doDeed(deeds, 'return', { reason }, once)
              confirmHere(t('decidePlan.returned'))
            },
          }
        }
      />
    </section>
  )
}
