/** Briefings, by their titles and agendas; sites, by their names and who answers for them; instructions, by their text and their site. */
import type { Reading } from '../../../authority/store.ts'
import type { TrailEntry } from '../../../authority/trail-entry.ts'
import { briefingRows } from '../../briefing/store.ts'
import { ofSubject, type Source, STAFF } from '../source.ts'

/** Of an instruction, as what it is called. */
const TITLE_MAX = 120
/** What changes by which a site is found. */
const OF_SITES = ['briefing.site-add', 'briefing.site-save']
/** All that were ever given, of which those of one site are looked for. */
const INSTRUCTIONS_MAX = 100_000

export const foundBriefings: Source = {
  kind: 'briefing',
  touched: ofSubject('briefing'),
  documents: async (store, id) => {
    const briefing = await briefingRows(store).briefing(id)
    if (briefing === null) return []
    const { state, content } = briefing
    const { title, startsAt, agenda } = content
    return [
      {
        id,
        title,
        within: null,
        state,
        at: Date.parse(startsAt),
        page: `/briefings/${id}`,
        text: [id, ...agenda.map(item => item.title)],
        seenBy: STAFF,
      },
    ]
  },
}

export const foundSites: Source = {
  kind: 'site',
  touched: ({ action, details }) =>
    OF_SITES.includes(action) && typeof details.site === 'string' ? [details.site] : [],
  documents: async (store, id) => {
    const site = await briefingRows(store).site(id)
    if (site === null) return []
    const { name, short, responsible, isRetired } = site.content
    return [
      {
        id,
        title: name,
        within: null,
        state: isRetired ? 'retired' : null,
        at: site.updatedAt,
        page: '/briefings/sites',
        text: [id, short, responsible.name, responsible.title ?? ''],
        seenBy: STAFF,
      },
    ]
  },
}

export const foundInstructions: Source = {
  kind: 'instruction',
  touched: async (entry, store) =>
    entry.action === 'briefing.site-save' ? await instructionsOf(store, entry) : ofSubject('instruction')(entry),
  documents: async (store, id) => {
    const instruction = await briefingRows(store).instruction(id)
    if (instruction === null) return []
    const { state, content, sha256, updatedAt: at } = instruction
    const site = await briefingRows(store).site(instruction.site)
    return [
      {
        id,
        title: shortened(content.text),
        within: site?.content.name ?? null,
        state,
        at,
        page: `/instructions/${id}`,
        text: [id, sha256, content.text, content.basis ?? '', site?.content.name ?? ''],
        seenBy: STAFF,
      },
    ]
  },
}

/** They are found by the name of their site too. */
async function instructionsOf(store: Reading, { details }: TrailEntry): Promise<readonly string[]> {
  const all = await briefingRows(store).instructionsSince(0, INSTRUCTIONS_MAX)
  return all.filter(({ site }) => site === details.site).map(({ id }) => id)
}

/** The first line of it, as far as it goes. */
function shortened(text: string): string {
  const [line] = text.trim().split('\n')
  const letters = [...line]
  return letters.length <= TITLE_MAX ? line : `${letters.slice(0, TITLE_MAX - 1).join('')}…`
}
