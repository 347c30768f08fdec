/** Campaigns as they are found: by an operator's engineers once a round of it was directed to their operator. */

import type { Reading } from '../../../authority/store.ts'
import type { TrailEntry } from '../../../authority/trail-entry.ts'
import { operatorRows } from '../../operators/store.ts'
import { roundRows } from '../../rounds/store.ts'
import { type Source, STAFF, type Viewer } from '../source.ts'

/** By which a round is directed to operators. */
const DIRECTING = ['round.exercise', 'round.schedule']

export const foundCampaigns: Source = {
  kind: 'campaign',
  touched: async (entry, store) => await campaignOf(entry, store),
  documents: async (store, id) => {
    const campaign = await roundRows(store).campaign(id)
    if (campaign === null) return []
    const { title, note, createdAt: at } = campaign
    return [
      {
        id,
        title,
        within: null,
        state: null,
        at,
        page: `/campaigns/${id}`,
        text: [id, note],
        seenBy: [...STAFF, ...(await engineersOf(store, id))],
      },
    ]
  },
}

async function campaignOf({ action, subject }: TrailEntry, store: Reading): Promise<readonly string[]> {
  if (subject.kind === 'campaign') return [subject.id]
  if (!DIRECTING.includes(action)) return []
  const round = await roundRows(store).round(subject.id)
  return round === null ? [] : [round.campaign]
}

async function engineersOf(store: Reading, campaign: string): Promise<readonly Viewer[]> {
  const rows = roundRows(store)
  const engineers: Viewer[] = []
  for (const { id: engineerOf } of await operatorRows(store).operators())
    if ((await rows.campaign(campaign, engineerOf)) !== null) engineers.push({ engineerOf })
  return engineers
}
