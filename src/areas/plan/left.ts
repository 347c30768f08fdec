/**
 * What a change leaves to people, and to whom: a deed that failed is tried again, what is out is stopped, what an effect has become is
 * finished and submitted, a task is done. Each waits for those who can do it from the very transaction that leaves it, by the time at
 * which the change wants it.
 */
import type { Role } from '../../authority/actor.ts'
import type { Hands, LeftDeed } from '../../authority/hands.ts'
import type { Reading } from '../../authority/store.ts'
import type { Transaction } from '../../authority/unit-of-work.ts'
import { leave, type Obligation, type Subject, setStanding } from '../../authority/waiting.ts'
import type { EffectDocument } from '../../plan/effect.ts'
import type { ThingKind } from './model.ts'
import { deedHands, STOPPERS, taskHands, WRITERS } from './states.ts'
import { planRows, type StoredDeed, type StoredTask, type Thing } from './store.ts'
import { fromOf } from './times.ts'

/** A deed in another state, and with whom that leaves it. */
export async function moveDeed(tx: Transaction, deed: StoredDeed): Promise<void> {
  const rows = planRows(tx.store)
  await rows.putDeed(deed)
  const subject = { kind: 'effect', id: deed.id }
  const hands = handsOfDeed(deed)
  const effect = await rows.effect(deed.effect)
  if (effect === null || typeof hands === 'string' || 'writers' in hands) return await setStanding(tx, subject, null)
  const { document } = effect
  await leave(tx, subject, {
    ...hands,
    by: await decidedBy(tx.store, deed),
    page: hands.does === 'stop' ? pageToStop(deed.thing, document) : pageOfChange(deed, document),
    obliged: obliged(document, deed.does === 'end' ? deed.dueAt : fromOf(document, deed.occurrence)),
  })
}

export function handsOfDeed({ state, thing }: Pick<StoredDeed, 'state' | 'thing'>): Hands {
  const hands = deedHands[state]
  return state === 'asked' && thing !== null ? { roles: STOPPERS[thing.is], does: 'stop' } : hands
}

/** What an effect has become, or what has to be signed for it to end; of a task see below. */
export async function leaveThing(
  tx: Transaction,
  deed: StoredDeed,
  { is, id }: Thing,
  document: EffectDocument,
): Promise<void> {
  if (is === 'task') return
  const { subject, page, roles, does } = MADE[is](id)
  const dueAt = deed.does === 'end' ? deed.dueAt : fromOf(document, deed.occurrence)
  await leave(tx, subject, {
    roles,
    does,
    page,
    by: await decidedBy(tx.store, deed),
    obliged: obliged(document, dueAt),
  })
}

/** What is made of an effect, as its own area and the trail know it. */
const MADE: Readonly<
  Record<
    Exclude<ThingKind, 'task'>,
    (id: string) => {
      readonly subject: Subject
      readonly page: string
      readonly roles: readonly Role[]
      readonly does: LeftDeed
    }
  >
> = {
  bulletin: id => made('bulletin', id, `/desk/${id}/write`),
  round: id => made('round', id, `/rounds/${id}/compose`),
  'free-list': version => made('list', `list-${version}`, '/zero-rating/draft'),
  briefing: id => ({ ...made('briefing', id, `/briefings/${id}`), does: 'prepare' }),
}

function made(kind: string, id: string, page: string) {
  return { subject: { kind, id }, page, roles: WRITERS, does: 'finish' as LeftDeed }
}

function pageToStop(thing: Thing | null, document: EffectDocument): string {
  switch (thing?.is) {
    case 'bulletin':
      return `/desk/${thing.id}`
    case 'round':
      return `/rounds/${thing.id}/live`
    case 'briefing':
      return `/briefings/${thing.id}/live`
    case 'free-list':
      return '/zero-rating/draft'
    default:
      return `/plan/${document.plan.id}/tasks`
  }
}

function pageOfChange({ change }: StoredDeed, { plan }: EffectDocument): string {
  return `/plan/${plan.id}/changes/${change}`
}

/** Of an exercise nothing is urgent. */
function obliged({ purpose }: EffectDocument, dueAt: number): Obligation {
  return { dueAt, isUrgent: purpose === 'live' }
}

async function decidedBy(store: Reading, { change }: StoredDeed): Promise<string> {
  return (await planRows(store).change(change))?.approvedBy?.name ?? ''
}

/** A task in another state, and with whom that leaves it. */
export async function moveTask(tx: Transaction, task: StoredTask): Promise<void> {
  const rows = planRows(tx.store)
  await rows.putTask(task)
  const subject = { kind: 'plan-task', id: task.id }
  const hands = taskHands[task.state]
  if (typeof hands === 'string' || 'writers' in hands) return await setStanding(tx, subject, null)
  const deed = await rows.deed(task.deed)
  await leave(tx, subject, {
    ...hands,
    by: deed === null ? '' : await decidedBy(tx.store, deed),
    page: `/plan/${task.plan}/tasks`,
    obliged: { dueAt: task.deadlineAt, isUrgent: false },
  })
}
