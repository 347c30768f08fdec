/** What the plan asks of people: open ones first; whoever has done one says so. */
import { SegmentedControl, Stack, Text, Textarea } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { Plan } from '../../../plan/plan.ts'
import { ask } from '../../../web/api.ts'
import { confirmHere } from '../../../web/parts/confirmed.ts'
import { ButtonToDialogue } from '../../../web/parts/dialogue.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { isOneOf, useInAddress } from '../../../web/parts/in-address.ts'
import { Paged } from '../../../web/parts/paged.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Empty } from '../../../web/parts/states.tsx'
import { useNow } from '../../../web/stream.ts'
import type { Task } from '../model.ts'
import { ExerciseBadge, TaskBadge } from './badges.tsx'
import { useMayWrite } from './may-write.ts'
import classes from './plan.module.css'
import { SignedFrame } from './plan-frame.tsx'
import { forgetPlan, tasksQuery } from './queries.ts'
import { areasSaid, timeSaid } from './said.ts'
import { useWords } from './words.ts'

export function TasksPage() {
  const { plan: id } = useParams({ from: '/frame/plan/$plan/tasks' })
  return <SignedFrame id={id}>{({ plan }) => <Tasks plan={plan} />}</SignedFrame>
}

function Tasks({ plan }: { plan: Plan }) {
  const { t } = useWords()
  const [chosen, choose] = useInAddress('show', isOneOf(['closed']))
  const shown = chosen ?? 'open'
  const query = useInfiniteQuery(tasksQuery(plan.id, shown === 'open'))
  return (
    <Stack gap="md">
      <Text className="loa-quiet">{t('tasks.lead')}</Text>
      <div>
        <SegmentedControl
          aria-label={t('tasks.show')}
          value={shown}
          onChange={value => choose(value === 'closed' ? value : null)}
          data={[
            { value: 'open', label: t('tasks.open') },
            { value: 'closed', label: t('tasks.closed') },
          ]}
        />
      </div>
      <Paged query={query} empty={<Empty title={t('tasks.none')} />}>
        {tasks => <TasksTable tasks={tasks} plan={plan} />}
      </Paged>
    </Stack>
  )
}

function TasksTable({ tasks, plan }: { tasks: readonly Task[]; plan: Plan }) {
  const words = useWords()
  const { t, spoken } = words
  const mayWrite = useMayWrite()
  const now = useNow()
  return (
    <Records
      caption={t('tasks.title')}
      rows={tasks}
      columns={[
        [
          t('tasks.name'),
          ({ title, text, purpose }) => (
            <div>
              <span className={classes.row}>
                {title[spoken]} <ExerciseBadge purpose={purpose} />
              </span>
              <div className={`loa-quiet ${classes.said}`} style={{ fontWeight: 400 }}>
                {text[spoken]}
              </div>
            </div>
          ),
          'title',
        ],
        [t('actions.where'), ({ areas }) => <span lang="vi">{areasSaid(words, areas)}</span>],
        [t('tasks.owner'), ({ owner }) => owner[spoken]],
        [
          t('tasks.deadline'),
          ({ deadline, state }) =>
            deadline === null ? (
              '–'
            ) : (
              <div>
                {timeSaid(deadline, words, plan.timeZone)}
                {state === 'open' && Date.parse(deadline) < now && (
                  <div style={{ fontWeight: 600 }}>{t('tasks.overdue')}</div>
                )}
              </div>
            ),
        ],
        [
          t('tasks.state'),
          ({ state, note, doneBy, doneAt }) => (
            <div>
              <TaskBadge state={state} />
              {doneBy !== null && doneAt !== null && (
                <div className={`loa-quiet ${classes.small}`}>
                  {doneBy.name}, {timeSaid(doneAt, words, plan.timeZone)}
                </div>
              )}
              {note !== null && note !== '' && (
                <div className={classes.said} lang="vi">
                  {note}
                </div>
              )}
            </div>
          ),
        ],
        mayWrite && [
          t('task.do'),
          (task: Task) =>
            task.state === 'open' && (
              <ButtonToDialogue label={t('task.do')} of={task.title[spoken]} title={t('task.doTitle')}>
                {close => <DoneForm task={task} onClose={close} />}
              </ButtonToDialogue>
            ),
          'actions',
        ],
      ]}
    />
  )
}

function DoneForm({ task, onClose }: { task: Task; onClose: () => void }) {
  const { t, spoken } = useWords()
  const form = useForm({
    prefix: 'task',
    values: { note: '' },
    send: async ({ note }, once) => {
      await ask('POST /api/v1/plan-tasks/{id}/done', { params: { id: task.id }, body: { note: note.trim() }, once })
      await forgetPlan(task.plan)
      confirmHere(t('task.doDone'))
      onClose()
    },
  })
  return (
    <Form of={form} submit={t('task.doDeed')} cancel={onClose}>
      <p>{task.title[spoken]}</p>
      <Textarea label={t('task.note')} autosize minRows={2} {...form.field('note')} />
    </Form>
  )
}
