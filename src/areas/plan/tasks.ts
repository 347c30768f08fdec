/** What people do themselves: a task with an owner and a deadline, done when one of them says so. */
import { randomUUID } from 'node:crypto'
import { type Actor, paragraph, writerOf } from '../../authority/actor.ts'
import { notFound } from '../../authority/failures.ts'
import { trailActor } from '../../authority/trail.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import { markedText } from '../../directive/exercise-mark.ts'
import type { EffectDocument } from '../../plan/effect.ts'
import type { Carrier } from './carrier.ts'
import { planAreaFailure } from './failures.ts'
import { moveTask } from './left.ts'
import type { Task, TaskContent } from './model.ts'
import { planRows, type StoredDeed, type StoredEffect, type StoredTask } from './store.ts'
import type { PlanUseCases } from './use-cases.ts'

export const taskCarrier: Carrier = {
  begin: async (_, { deed, effect }) => {
    const content = contentOf(effect, { vi: '', en: '' })
    return async tx => await insert(tx, deed, effect, content)
  },
  end: async (tx, _, { id }) => {
    const task = await planRows(tx.store).task(id)
    if (task?.state === 'open') await moveTask(tx, { ...task, state: 'withdrawn' })
    return true
  },
  stateOf: async (store, { id }) => {
    const task = await planRows(store).task(id)
    if (task === null || task.state === 'withdrawn') return 'stopped'
    return task.state === 'done' ? 'over' : 'out'
  },
}

/** Of an exercise: what would be stopped if it were live. */
export async function endTask(tx: Transaction, deed: StoredDeed, { document }: StoredEffect): Promise<string> {
  const content = contentOf(document, { vi: 'Dừng: ', en: 'Stop: ' })
  return await insert(tx, deed.id, document, content)
}

function contentOf(
  { title, said, owner, areas, purpose, settings }: EffectDocument,
  before: { readonly vi: string; readonly en: string },
): TaskContent {
  const { thresholdTenths } = settings
  const tenths = thresholdTenths === null ? '' : (thresholdTenths / 10).toFixed(1)
  const text = said.text ?? said.spoken ?? said.sms ?? { vi: '', en: '' }
  const at = (language: 'vi' | 'en') => {
    const degrees = language === 'vi' ? tenths.replace('.', ',') : tenths
    const told = degrees === '' || text[language].includes(degrees) ? '' : ` (${degrees} °C)`
    return {
      title: markedText(`${before[language]}${title[language]}${told}`, { language, purpose }),
      text: text[language],
    }
  }
  const [vi, en] = [at('vi'), at('en')]
  return { title: { vi: vi.title, en: en.title }, text: { vi: vi.text, en: en.text }, owner, areas: [...areas] }
}

async function insert(
  tx: Transaction,
  deed: string,
  { plan, purpose, deadline }: EffectDocument,
  content: TaskContent,
): Promise<string> {
  const id = randomUUID()
  await moveTask(tx, {
    id,
    deed,
    plan: plan.id,
    purpose,
    content,
    state: 'open',
    deadlineAt: deadline === null ? null : Date.parse(deadline),
    note: null,
    doneBy: null,
    doneAt: null,
    createdAt: tx.now,
  })
  return id
}

export function taskUseCases(work: UnitOfWork): Pick<PlanUseCases, 'tasks' | 'doTask'> {
  return {
    tasks: async query => {
      const { items, next } = await planRows(work.store).tasks(query)
      return { items: items.map(shown), next }
    },
    doTask: async (actor, id, { note }) =>
      await work.transaction(async tx => await doOne(tx, actor, id, paragraph.parse(note))),
  }
}

async function doOne(tx: Transaction, actor: Actor, id: string, note: string): Promise<Task> {
  const { store, now, record, publish } = tx
  const task = await planRows(store).task(id)
  if (task === null) throw notFound('task')
  if (task.state !== 'open') throw planAreaFailure('taskClosed')
  const done = { ...task, state: 'done', note, doneBy: writerOf(actor), doneAt: now } as const
  await moveTask(tx, done)
  await record(trailActor(actor), {
    action: 'effect.task-done',
    subject: { kind: 'effect', id: task.deed },
    details: { plan: task.plan, task: id, title: task.content.title.vi, note },
  })
  publish({ is: 'plan', plan: task.plan })
  return shown(done)
}

function shown({ deadlineAt, doneAt, createdAt, content, ...task }: StoredTask): Task {
  const instant = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  return {
    ...task,
    ...content,
    deadline: instant(deadlineAt),
    doneAt: instant(doneAt),
    createdAt: new Date(createdAt).toISOString(),
  }
}
