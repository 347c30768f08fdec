/**
 * How a roster comes to the operators' nodes: with the agenda, from the one that the node holds on. A node that holds none
 * is given the newest ones, among which is the one that its enrolment code pinned.
 */

import type { Reading } from '../../authority/store.ts'
import { type HelloBody, ROSTERS_MAX } from '../../directive/documents.ts'
import type { SignedRoster } from '../../directive/roster.ts'
import type { NodeExtension } from '../operators/node-extension.ts'
import { operatorRows } from '../operators/store.ts'
import { withFlag } from '../operators/summaries.ts'
import { signerRows } from './store.ts'

export const rostersAtNodes: NodeExtension = {
  agenda: async (store, operator) => {
    const rosters = await lacking(store, (await operatorRows(store).operator(operator))?.hello ?? null)
    return rosters.length > 0 ? { rosters: [...rosters] } : {}
  },
  flags: async (store, flags, hello) => {
    const rest = flags.filter(({ code }) => code !== 'roster-unknown')
    const [newest] = await signerRows(store).rosters(1)
    if (hello.roster === undefined || newest === undefined) return rest
    // One that has just been enrolled holds none before its first agenda.
    if (hello.roster === null) return rest
    const { number, sha256 } = hello.roster
    const [ours] = await signerRows(store).rostersAbove(number - 1, 1)
    if (ours?.number === number && ours.sha256 === sha256) return rest
    return withFlag(rest, {
      code: 'roster-unknown',
      expected: ours === undefined ? `<= ${newest.number}` : `${ours.number} ${ours.sha256}`,
      found: `${number} ${sha256}`,
    })
  },
  // What waits behind the roster that it now holds is judged by it.
  heard: async ({ publish }, operator, { roster }) => {
    const before = operator.hello?.roster ?? null
    if (roster != null && roster.sha256 !== before?.sha256) publish({ is: 'agenda', operator: operator.id })
  },
  answer: async () => ({}),
  restored: async () => {},
}

async function lacking(store: Reading, hello: HelloBody | null): Promise<readonly SignedRoster[]> {
  // A node that knows nothing of rosters is given none, and would not take the field either.
  if (hello?.roster === undefined) return []
  const rosters =
    hello.roster === null
      ? (await signerRows(store).rosters(ROSTERS_MAX)).toReversed()
      : await signerRows(store).rostersAbove(hello.roster.number, ROSTERS_MAX)
  return rosters.map(({ text, signatures }) => ({ text, signatures: [...signatures] }))
}
