/** A round as remarks and templates know it: whether it is still a draft, and what two people approved of it last. Reads only. */
import { approvedAs } from '../../authority/approved.ts'
import { authorityFailure, notFound } from '../../authority/failures.ts'
import type { DraftSubject } from '../drafting/subjects.ts'
import { digestOf } from './digest.ts'
import { purposeOf } from './model.ts'
import { type RoundsReading, roundRows } from './store.ts'

const OPEN: ReadonlySet<string> = new Set(['draft', 'submitted', 'returned'])

export const draftedRounds: DraftSubject = {
  now: async (store, id) => {
    const round = await roundRows(store).round(id)
    if (round === null) return null
    return { version: round.version, isOpen: OPEN.has(round.state) && round.archivedAt === null }
  },

  approved: async (store, id) => {
    const rows: RoundsReading = roundRows(store)
    const round = await rows.round(id)
    if (round === null) throw notFound('round')
    if (round.approvedVersion === null) return null
    const version = round.approvedVersion
    const approval = await approvedAs(store, { kind: 'round', id }, version)
    if (approval === null) return null
    const content = await rows.content(id, version)
    const digest = digestOf(content)
    if (digest !== approval.digest) throw authorityFailure('contentAltered')
    return {
      title: content.title,
      purpose: purposeOf(content),
      version,
      digest,
      at: approval.at,
      by: approval.by.name,
      texts: content.messages.map(({ variants }) => variants),
      content: { messages: content.messages },
    }
  },
}
