/**
 * Rounds as they are found: for those who write them as they stand; for an operator's engineers as the round was directed to their
 * operator last, from the first directive on (`areas/rounds/directed.ts`).
 */
import type { Reading } from '../../../authority/store.ts'
import type { TrailEntry } from '../../../authority/trail-entry.ts'
import { digestOf } from '../../rounds/digest.ts'
import type { RoundContent } from '../../rounds/model.ts'
import { roundRows, type StoredRound } from '../../rounds/store.ts'
import { overviewWords as words } from '../../rounds/words-overview.ts'
import { type Document, ofSubject, type Source, STAFF, type Viewer } from '../source.ts'

const PAGE = 200

export const foundRounds: Source = {
  kind: 'round',
  touched: async (entry, store) =>
    entry.action === 'campaign.update' ? await roundsOf(store, entry) : ofSubject('round')(entry),
  documents: async (store, id) => {
    const round = await roundRows(store).round(id)
    if (round === null) return []
    const { title, version, digest } = round
    const content = await roundRows(store).content(id, version)
    const own = documentOf(round, { title, content, digest, seenBy: STAFF })
    return [own, ...(await directedOf(store, round))]
  },
}

/** They are found by the name of their campaign too. */
async function roundsOf(store: Reading, { subject }: TrailEntry): Promise<readonly string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const query = { cursor, limit: PAGE, campaign: subject.id, states: null, operator: null }
    const { items, next } = await roundRows(store).rounds(query)
    ids.push(...items.map(({ id }) => id))
    cursor = next
  } while (cursor !== null)
  return ids
}

/** One for all operators that were given the same version last. */
async function directedOf(store: Reading, round: StoredRound): Promise<readonly Document[]> {
  const rows = roundRows(store)
  const directives = [
    ...(await rows.directives(round.id, 'exercise')),
    ...(await rows.directives(round.id, 'live')),
  ].toSorted((a, b) => a.issuedAt - b.issuedAt)
  const last = new Map(directives.map(({ operator, version }) => [operator, version]))
  const documents: Document[] = []
  for (const version of new Set(last.values())) {
    const content = await rows.content(round.id, version)
    const seenBy = [...last].filter(([, given]) => given === version).map(([engineerOf]) => ({ engineerOf }))
    const { title } = content
    documents.push(documentOf(round, { title, content, digest: digestOf(content), seenBy }))
  }
  return documents
}

function documentOf(
  { id, campaignTitle, number, state, updatedAt, takenBack }: StoredRound,
  of: {
    readonly title: string
    readonly content: RoundContent
    readonly digest: string
    readonly seenBy: readonly Viewer[]
  },
): Document {
  const { title, content, digest, seenBy } = of
  return {
    id,
    title,
    within: campaignTitle,
    state,
    at: updatedAt,
    page: `/rounds/${id}`,
    seenBy,
    text: [
      ...[id, digest, String(number), campaignTitle, content.source, ...content.operators],
      ...content.messages.flatMap(({ variants }) => variants.map(({ text }) => text)),
      ...(takenBack === null ? [] : [words.takenBack.vi, words.takenBack.en, takenBack.reason]),
    ],
  }
}
