/** In whose hands bulletins are, state by state, and those that are open; and drafts of rounds that releases have made. */
import { type AreaHands, OPEN_MAX, type OpenThing, openIn } from '../../authority/hands.ts'
import type { Reading } from '../../authority/store.ts'
import { handsOfRound } from '../rounds/round-states.ts'
import { roundRows } from '../rounds/store.ts'
import { bulletinApproval } from './states.ts'
import { bulletinRows } from './store.ts'

export const bulletinsHands: AreaHands = {
  bulletin: {
    states: bulletinApproval.hands,
    open: async store => [...(await submitted(store)), ...(await madeOfReleases(store))],
  },
  sound: null,
  placement: null,
}

async function submitted(store: Reading): Promise<readonly OpenThing[]> {
  const query = { states: ['submitted'] as const, purpose: null, cursor: null, limit: OPEN_MAX }
  const { items } = await bulletinRows(store).bulletins(query)
  return items.flatMap(({ id, state }) =>
    openIn(bulletinApproval.handsIn(state), { subject: { kind: 'bulletin', id }, page: `/desk/${id}` }),
  )
}

async function madeOfReleases(store: Reading): Promise<readonly OpenThing[]> {
  const open: OpenThing[] = []
  for (const { round: id } of await bulletinRows(store).smsDrafts(OPEN_MAX)) {
    const round = await roundRows(store).round(id)
    if (round?.state !== 'draft') continue
    const page = `/rounds/${id}/compose`
    open.push(...openIn(handsOfRound(round), { subject: { kind: 'round', id }, isLeft: true, page }))
  }
  return open
}
