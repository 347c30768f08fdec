/**
 * Plans, by their titles, texts and levels, and each signed version of them; level changes and proposals of them, by the areas and levels
 * they are about and the reason that was given; what a plan asks of people.
 */
import { areaName } from '../../../plan/areas.ts'
import type { Both, Plan } from '../../../plan/plan.ts'
import { planRows } from '../../plan/store.ts'
import { type Document, ofSubject, type Source, STAFF } from '../source.ts'
import { textsIn } from './texts.ts'

/** Of a change's decisions, as what it is called. */
const NAMED_MAX = 3
/** A plan as a file may be long; what people look for stands at its beginning. */
const DRAFT_TEXTS_MAX = 2000

export const foundPlans: Source = {
  kind: 'plan',
  touched: ofSubject('plan'),
  documents: async (store, id) => {
    const rows = planRows(store)
    const draft = await rows.draft(id)
    const newest = await rows.newest(id)
    if (draft === null && newest === null) return []
    const title = titleOf(newest?.content ?? draft?.content) ?? id
    const written = draft === null || draft.state === 'none' ? [] : textsIn(draft.content, DRAFT_TEXTS_MAX)
    return [
      {
        id,
        title,
        within: null,
        page: `/plan/${id}`,
        state: draft === null || draft.state === 'none' ? 'signed' : draft.state,
        at: Math.max(draft?.updatedAt ?? 0, newest?.at ?? 0),
        text: [id, newest?.sha256 ?? '', ...(newest === null ? [] : saidIn(newest.content)), ...written],
        seenBy: STAFF,
      },
    ]
  },
}

/** All signed versions of a plan, which are listed on its page of levels. */
export const foundVersions: Source = {
  kind: 'plan-version',
  touched: ({ action, subject }) => (action === 'plan.approve' ? [subject.id] : []),
  documents: async (store, plan) => {
    const documents: Document[] = []
    for (const listed of await planRows(store).versions(plan)) {
      const { version: number, sha256, at, submittedBy, approvedBy } = listed
      const version = await planRows(store).version(plan, number)
      if (version === null) continue
      documents.push({
        id: `${plan}-${number}`,
        title: `${titleOf(version.content) ?? plan} (${number})`,
        within: plan,
        state: 'signed',
        at,
        page: `/plan/${plan}/levels`,
        seenBy: STAFF,
        text: [
          ...[sha256, `phiên bản ${number}`, `version ${number}`],
          ...[submittedBy.name, approvedBy.name],
          ...saidIn(version.content),
        ],
      })
    }
    return documents
  },
}

export const foundChanges: Source = {
  kind: 'level-change',
  touched: ofSubject('level-change'),
  documents: async (store, id) => {
    const change = await planRows(store).change(id)
    if (change === null) return []
    const { plan, content, state, sha256, reason, updatedAt: at } = change
    const by = (await planRows(store).version(plan, content.plan.version))?.content ?? null
    const decided = content.decisions.map(({ area, level }) => ({
      area,
      level: by?.levels.find(each => each.id === level)?.name ?? null,
    }))
    const named = decided.slice(0, NAMED_MAX).map(({ area, level }) => `${areaName(area, 'vi')}: ${level?.vi ?? '–'}`)
    const more = decided.length > NAMED_MAX ? '…' : ''
    return [
      {
        id,
        title: `${named.join(', ')}${more}`,
        within: titleOf(by) ?? plan,
        state,
        at,
        page: `/plan/${plan}/changes/${id}`,
        text: [
          ...[id, sha256, reason, plan],
          ...decided.flatMap(({ area, level }) => [
            ...[areaName(area, 'vi'), areaName(area, 'en')],
            ...[level?.vi ?? '', level?.en ?? ''],
          ]),
        ],
        seenBy: STAFF,
      },
    ]
  },
}

export const foundProposals: Source = {
  kind: 'level-proposal',
  touched: ofSubject('level-proposal'),
  documents: async (store, id) => {
    const proposal = await planRows(store).proposal(id)
    if (proposal === null) return []
    const { plan, area, level, state, reason, decision, by, createdAt, decidedAt } = proposal
    const content = (await planRows(store).newest(plan))?.content ?? null
    const name = content?.levels.find(each => each.id === level)?.name ?? null
    return [
      {
        id,
        title: `${areaName(area, 'vi')}: ${name?.vi ?? '–'}`,
        within: titleOf(content) ?? plan,
        state,
        at: decidedAt ?? createdAt,
        page: `/plan/${plan}/proposals/${id}`,
        text: [...[id, plan, areaName(area, 'en'), name?.en ?? ''], ...[reason, decision ?? '', by?.name ?? '']],
        seenBy: STAFF,
      },
    ]
  },
}

export const foundTasks: Source = {
  kind: 'plan-task',
  touched: async ({ subject }, store) => {
    const deed = subject.kind === 'effect' ? await planRows(store).deed(subject.id) : null
    return deed?.thing?.is === 'task' ? [deed.thing.id] : []
  },
  documents: async (store, id) => {
    const task = await planRows(store).task(id)
    if (task === null) return []
    const { plan, content, state, note, createdAt, doneAt } = task
    const { title, text, owner, areas } = content
    return [
      {
        id,
        title: title.vi,
        within: owner.vi,
        state,
        at: doneAt ?? createdAt,
        page: `/plan/${plan}/tasks`,
        text: [
          ...[id, note ?? ''],
          ...[title, text, owner].flatMap(({ vi, en }) => [vi, en]),
          ...areas.flatMap(area => [areaName(area, 'vi'), areaName(area, 'en')]),
        ],
        seenBy: STAFF,
      },
    ]
  },
}

function saidIn({ title, text, levels, sources }: Plan): readonly string[] {
  const all: readonly Both[] = [
    ...[title, text],
    ...levels.map(({ name }) => name),
    ...sources.map(source => source.title),
  ]
  return all.flatMap(({ vi, en }) => [vi, en])
}

/** A draft may have none yet, or something else in its place. */
function titleOf(content: { readonly title?: unknown } | null | undefined): string | null {
  const title = content?.title
  const vi = typeof title === 'object' && title !== null && 'vi' in title ? title.vi : null
  return typeof vi === 'string' && vi.trim() !== '' ? vi : null
}
