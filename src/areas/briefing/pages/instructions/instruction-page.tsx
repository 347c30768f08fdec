/** One instruction: what it says, where it stands, and its steps from a draft to what its site has answered. */

import { Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { TIME_ZONE } from '../../../../country/vn/time-zone.ts'
import { Decision } from '../../../../web/approval/decision.tsx'
import { type Deeds, doDeed, type StepBodies, stepDeeds, useApprovalDeed } from '../../../../web/approval/deeds.ts'
import { confirmHere } from '../../../../web/parts/confirmed.ts'
import { ButtonToDialogue, Confirm } from '../../../../web/parts/dialogue.tsx'
import { Page, Panel, TextLink } from '../../../../web/parts/page.tsx'
import { Facts } from '../../../../web/parts/records.tsx'
import { Asked, Notice, ProblemNotice } from '../../../../web/parts/states.tsx'
import { queries, useMe } from '../../../../web/session.ts'
import { SigningLine } from '../../../../web/signing/signing-line.tsx'
import { useNow } from '../../../../web/stream.ts'
import { shownTime } from '../../../../web/times.ts'
import { saidOfInstruction, toldText } from '../../instructions/said.ts'
import type { Instruction } from '../../model.ts'
import { InstructionBadge } from '../badges.tsx'
import classes from '../briefing.module.css'
import { shownDay, today } from '../days.ts'
import { briefingQuery, forgetInstructions, instructionQuery } from '../queries.ts'
import { ReasonForm } from '../reason-form.tsx'
import { useWords } from '../words.ts'
import { dueIn, shortened } from './due.ts'
import { InstructionFields } from './instruction-fields.tsx'
import { isDayTyped } from './typed-day.ts'

/* The steps of an instruction as the page shows it. */

const AT = '/api/v1/instructions/{id}'
type InstructionBodies = StepBodies<
  typeof AT,
  'submit' | 'approve' | 'return' | 'withdraw',
  'version' | 'sha256' | 'signature'
>

function instructionDeeds(shown: Instruction): Deeds<InstructionBodies> {
  const { id, version, sha256 } = shown
  const { queryKey } = instructionQuery(id)
  const isSigned = (step: string) => step === 'submit' || step === 'approve'
  return stepDeeds({
    at: AT,
    params: { id },
    shown: queryKey,
    opened: step => (isSigned(step) ? { version, sha256 } : {}),
    signs: step =>
      step === 'submit' || step === 'approve' ? { text: toldText(shown), said: saidOfInstruction(shown, step) } : null,
    keep: (answer: Instruction) => {
      queries.setQueryData(queryKey, answer)
      void forgetInstructions()
    },
  })
}

export function InstructionPage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/instructions/$id' })
  const query = useQuery(instructionQuery(id))
  const { data } = query
  return (
    <Page
      title={data === undefined ? t('instruction.one') : shortened(data.text)}
      crumbs={[
        [t('title'), '/briefings'],
        [t('instructions.title'), '/instructions'],
        data && [data.briefingTitle, `/briefings/${data.briefing}`],
      ]}
      badge={data && <InstructionBadge of={data} />}
    >
      <Asked query={query}>{instruction => <Whole instruction={instruction} />}</Asked>
    </Page>
  )
}

function Whole({ instruction }: { instruction: Instruction }) {
  const { t } = useWords()
  const { state } = instruction
  return (
    <Stack gap="xl">
      <NextStep instruction={instruction} />
      <Panel title={t('instruction.what')}>
        <What instruction={instruction} />
      </Panel>
      {state === 'submitted' && (
        <Panel title={t('decide.title')}>
          <Deciding instruction={instruction} />
        </Panel>
      )}
      <Panel title={t('instruction.course')}>
        <Course instruction={instruction} />
      </Panel>
    </Stack>
  )
}

/** One sentence and what can be done, by state and by what this reader may do. */
function NextStep({ instruction }: { instruction: Instruction }) {
  const { t, spoken } = useWords()
  const { state, actions, reason, siteName } = instruction
  const due = dueIn(instruction, today(useNow(60_000)))
  return (
    <Notice
      gravity={instruction.isOverdue && state !== 'done' ? 'warn' : state === 'done' ? 'good' : 'info'}
      title={t('step.title')}
      action={
        <Group gap="sm">
          {actions.includes('submit') && <SubmitButton instruction={instruction} />}
          {actions.includes('save') && <EditButton instruction={instruction} />}
          {actions.includes('withdraw') && <WithdrawButton instruction={instruction} />}
        </Group>
      }
    >
      <Text>{t(`instruction.step.${state}`, { name: siteName })}</Text>
      {due !== null && (
        <Text>
          {t('instruction.due')}: {shownDay(instruction.due, spoken)} ({t(`due.${due.is}`, { days: due.days })})
        </Text>
      )}
      {reason !== null && (
        <Text fw={600} className={classes.text}>
          {t(state === 'withdrawn' ? 'instruction.withdrawnWhy' : 'instruction.returnedWhy', { reason })}
        </Text>
      )}
    </Notice>
  )
}

function EditButton({ instruction }: { instruction: Instruction }) {
  const { t } = useWords()
  const briefing = useQuery(briefingQuery(instruction.briefing))
  return (
    <ButtonToDialogue label={t('instruct.edit')} variant="default" size="lg">
      {close => (
        <Asked query={briefing}>
          {found => <InstructionFields briefing={found} opened={instruction} onClose={close} />}
        </Asked>
      )}
    </ButtonToDialogue>
  )
}

function WithdrawButton({ instruction }: { instruction: Instruction }) {
  const { t } = useWords()
  return (
    <ButtonToDialogue label={t('withdraw.open')} title={t('withdraw.title')} variant="default">
      {close => <WithdrawForm instruction={instruction} onClose={close} />}
    </ButtonToDialogue>
  )
}

function WithdrawForm(props: { instruction: Instruction; onClose: () => void }) {
  const { t } = useWords()
  const { instruction, onClose } = props
  return (
    <ReasonForm
      deed="withdraw"
      of={{}}
      what={t('withdraw.what', { name: instruction.siteName })}
      isSevere
      send={async (reason, once) => await doDeed(instructionDeeds(instruction), 'withdraw', { reason }, once)}
      onClose={onClose}
    />
  )
}

function What({ instruction }: { instruction: Instruction }) {
  const { t, spoken } = useWords()
  const { siteName, text, due, basis, briefing, briefingTitle } = instruction
  return (
    <Facts
      facts={[
        [t('instruction.owner'), siteName],
        [t('instruction.text'), <span className={classes.text}>{text}</span>],
        [t('instruction.due'), t('instruct.dueMeans', { day: shownDay(due, spoken) })],
        [t('instruction.basis'), basis ?? <span className="loa-quiet">{t('instruct.noBasis')}</span>],
        [t('instruction.briefing'), <TextLink to={`/briefings/${briefing}`}>{briefingTitle}</TextLink>],
        [t('instruction.digest'), <span className="loa-mono">{instruction.sha256}</span>],
      ]}
    />
  )
}

/** Who did what with it, in order. */
function Course({ instruction }: { instruction: Instruction }) {
  const { t, spoken } = useWords()
  const { submittedBy, approvedBy, issuedAt, acknowledged, done, updatedAt, updatedBy } = instruction
  const at = (instant: string) => shownTime(instant, 'minute', spoken, TIME_ZONE)
  const none = <span className="loa-quiet">{t('instruction.notYet')}</span>
  const answered = (answer: Instruction['done']) =>
    answer === null ? (
      none
    ) : (
      <div>
        {t('instruction.answered', { by: answer.by, time: at(answer.at) })}
        {answer.note !== '' && <div className={classes.text}>“{answer.note}”</div>}
      </div>
    )
  return (
    <Facts
      facts={[
        [t('instruction.submittedBy'), submittedBy?.name ?? none],
        [t('instruction.approvedBy'), approvedBy?.name ?? none],
        [t('instruction.issuedAt'), issuedAt === null ? none : at(issuedAt)],
        [t('instruction.acknowledgedAt'), answered(acknowledged)],
        [t('instruction.doneAt'), answered(done)],
        [t('instruction.changed'), t('instruction.answered', { by: updatedBy.name, time: at(updatedAt) })],
      ]}
    />
  )
}

function Deciding({ instruction }: { instruction: Instruction }) {
  const { t, spoken } = useWords()
  const { role } = useMe()
  const { actions, due, sha256, siteName } = instruction
  const deeds = instructionDeeds(instruction)
  const day = shownDay(due, 'vi')
  return (
    <Decision
      before={actions.includes('approve') && <SigningLine sha256={sha256} />}
      on={`${instruction.version} ${sha256}`}
      notYours={
        <Notice gravity="info" title={t('decide.notYours')}>
          {t(role === 'approver' ? 'decide.own' : 'decide.role')}
        </Notice>
      }
      proof={
        actions.includes('approve') && {
          id: 'decide-due',
          lead: t('decide.what', { name: siteName, day: shownDay(due, spoken) }),
          label: t('decide.typeDue'),
          hint: t('decide.typeDueHint'),
          inputMode: 'text',
          submit: t('decide.approve'),
          judge: typed => (isDayTyped(typed, due) ? null : t('decide.typed', { day })),
          send: async (_, once) => {
            await doDeed(deeds, 'approve', {}, once)
            confirmHere(t('decide.done', { name: siteName }))
          },
        }
      }
      sendingBack={
        actions.includes('return') && {
          id: 'decide-reason',
          words: key => t(`decide.${key}`),
          send: async (reason, once) => {
            await doDeed(deeds, 'return', { reason }, once)
            confirmHere(t('decide.returned'))
          },
        }
      }
    />
  )
}

/** A draft is given to a second person: what is signed stands in the dialogue. */
function SubmitButton({ instruction }: { instruction: Instruction }) {
  const { t, spoken } = useWords()
  const [isOpen, { open, close }] = useDisclosure(false)
  const deed = useApprovalDeed(instructionDeeds(instruction))
  const { siteName, due, sha256 } = instruction
  return (
    <>
      <Button onClick={open}>{t('submit.open')}</Button>
      <ProblemNotice problem={deed.problem} />
      <Confirm
        isOpen={isOpen}
        title={t('submit.title')}
        deed={t('submit.deed')}
        isBusy={deed.isBusy}
        onConfirm={async () => {
          if (await deed.run('submit', {})) confirmHere(t('submit.done'))
        }}
        onClose={close}
      >
        <p>{t('submit.what', { name: siteName, day: shownDay(due, spoken) })}</p>
        <SigningLine sha256={sha256} />
      </Confirm>
    </>
  )
}
