/** In whose hands plans, changes of level and what comes of them are, state by state, and those that are open. */
import { type AreaHands, OPEN_MAX, type OpenThing, openIn } from '../../authority/hands.ts'
import type { Reading } from '../../authority/store.ts'
import { bulletinApproval } from '../bulletins/states.ts'
import { bulletinRows } from '../bulletins/store.ts'
import { handsOfRound } from '../rounds/round-states.ts'
import { roundRows } from '../rounds/store.ts'
import { handsOfDeed } from './left.ts'
import { changeApproval, deedHands, planApproval, proposalHands, taskHands } from './states.ts'
import { planRows, type StoredDeed } from './store.ts'

export const planHands: AreaHands = {
  plan: {
    states: planApproval.hands,
    open: async store =>
      (await planRows(store).drafts()).flatMap(({ id, state }) =>
        openIn(planApproval.handsIn(state), { subject: { kind: 'plan', id }, page: `/plan/${id}/levels` }),
      ),
  },
  'level-change': {
    states: changeApproval.hands,
    open: async store =>
      await ofEachPlan(store, async plan => {
        const query = { plan, purpose: null, states: ['submitted'] as const, cursor: null }
        const { items } = await planRows(store).changes({ ...query, limit: OPEN_MAX })
        return items.flatMap(({ id, state }) =>
          openIn(changeApproval.handsIn(state), {
            subject: { kind: 'level-change', id },
            page: `/plan/${plan}/changes/${id}`,
          }),
        )
      }),
  },
  'level-proposal': {
    states: proposalHands,
    open: async store =>
      await ofEachPlan(store, async plan =>
        (await planRows(store).openProposals(plan)).flatMap(({ id, state }) =>
          openIn(proposalHands[state], {
            subject: { kind: 'level-proposal', id },
            page: `/plan/${plan}/proposals/${id}`,
          }),
        ),
      ),
  },
  effect: {
    states: deedHands,
    open: async store => {
      const rows = planRows(store)
      const open: OpenThing[] = []
      for (const state of ['failed', 'asked'] as const)
        for (const deed of await rows.deedsIn(state, OPEN_MAX))
          open.push(
            ...openIn(handsOfDeed(deed), {
              subject: { kind: 'effect', id: deed.id },
              page: '/plan',
              dueAt: deed.dueAt,
            }),
          )
      for (const deed of await rows.deedsMade(OPEN_MAX)) open.push(...(await made(store, deed)))
      return open
    },
  },
  'plan-task': {
    states: taskHands,
    open: async store =>
      await ofEachPlan(store, async plan => {
        const query = { plan, isOpen: true, cursor: null, limit: OPEN_MAX }
        const { items } = await planRows(store).tasks(query)
        return items.flatMap(({ id, state, deadlineAt: dueAt }) =>
          openIn(taskHands[state], { subject: { kind: 'plan-task', id }, page: `/plan/${plan}/tasks`, dueAt }),
        )
      }),
  },
}

async function ofEachPlan(
  store: Reading,
  openOf: (plan: string) => Promise<readonly OpenThing[]>,
): Promise<readonly OpenThing[]> {
  const open: OpenThing[] = []
  for (const { id } of await planRows(store).drafts()) open.push(...(await openOf(id)))
  return open
}

/** What a change has begun and nobody has submitted yet. */
async function made(store: Reading, { thing, dueAt }: StoredDeed): Promise<readonly OpenThing[]> {
  if (thing === null) return []
  const { is: kind, id } = thing
  const of = { isLeft: true, dueAt }
  if (kind === 'bulletin') {
    const bulletin = await bulletinRows(store).bulletin(id)
    // One that was out and is written anew is its writer's.
    if (bulletin?.state !== 'draft' || bulletin.released !== null || bulletin.archivedAt !== null) return []
    const hands = bulletinApproval.handsIn(bulletin.state)
    return openIn(hands, { ...of, subject: { kind, id }, page: `/desk/${id}/write` })
  }
  if (kind !== 'round') return []
  const round = await roundRows(store).round(id)
  if (round?.state !== 'draft') return []
  return openIn(handsOfRound(round), { ...of, subject: { kind, id }, page: `/rounds/${id}/compose` })
}
