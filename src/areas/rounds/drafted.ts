/** A round as remarks and templates know it: whether it is still a draft, and what two people approved of it last. Reads only. */
import { authorityFailure, notFound } from '../../authority/failures.ts'
import type { Reading } from '../../authority/store.ts'
import type { DraftSubject } from '../drafting/subjects.ts'
import { digestOf } from './digest.ts'
import { purposeOf } from './model.ts'
import { type RoundsReading, roundRows } from './store.ts'

const OPEN: ReadonlySet<string> = new Set(['draft', 'submitted', 'returned'])
/** Of the trail of one round: the last approval is among them. */
const ENTRIES_MAX = 5000

export const draftedRounds: DraftSubject = {
  now: async (store, id) => {
    const round = await roundRows(store).round(id)
    if (round === null) return null
    return {
      version: round.version,
      isOpen: OPEN.has(round.state) && round.archivedAt === null,
    }
  },

  approved: async (store, id) => {
    const rows: RoundsReading = roundRows(store)
    const round = await rows.round(id)
    if (round === null) throw notFound('round')
    if (round.approvedVersion === null) return null
    const version = round.approvedVersion
    const approval = await approvalOf(store, id, version)
    if (approval === null) return null
    const content = await rows.content(id, version)
    const digest = digestOf(content)
    if (digest !== approval.details.digest) throw authorityFailure('contentAltered')
    return {
      ...{ title: content.title, purpose: purposeOf(content), version, digest },
      ...{ at: Date.parse(approval.at), by: approval.actor.name },
      texts: content.messages.map(({ variants }) => variants),
      content: { messages: content.messages },
    }
  },
}

async function approvalOf(store: Reading, id: string, version: number) {
  const entries = await store.trailOf(id, ENTRIES_MAX)
  return (
    entries.findLast(
      ({ action, details }) => action === 'round.approve' && details.version === version,
    ) ?? null
  )
}
