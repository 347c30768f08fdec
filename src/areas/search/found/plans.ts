/** Plans, by their titles, texts and levels; level changes, by the areas and levels they decide about and the reason that was given. */
import { areaName } from '../../../plan/areas.ts'
import type { Both, Plan } from '../../../plan/plan.ts'
import { planRows } from '../../plan/store.ts'
import { ofSubject, type Source, STAFF } from '../source.ts'

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
    const written = draft === null || draft.state === 'none' ? [] : textsIn(draft.content)
    return [
      {
        ...{ id, title, within: null, page: `/plan/${id}` },
        state: draft === null || draft.state === 'none' ? 'signed' : draft.state,
        at: Math.max(draft?.updatedAt ?? 0, newest?.at ?? 0),
        text: [
          id,
          newest?.sha256 ?? '',
          ...(newest === null ? [] : saidIn(newest.content)),
          ...written,
        ],
        seenBy: STAFF,
      },
    ]
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
    const named = decided
      .slice(0, NAMED_MAX)
      .map(({ area, level }) => `${areaName(area, 'vi')}: ${level?.vi ?? '–'}`)
    const more = decided.length > NAMED_MAX ? '…' : ''
    return [
      {
        ...{ id, title: `${named.join(', ')}${more}`, within: titleOf(by) ?? plan, state, at },
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

/** A draft may have none yet, or something else in its place. */
function titleOf(content: { readonly title?: unknown } | null | undefined): string | null {
  const title = content?.title
  const vi = typeof title === 'object' && title !== null && 'vi' in title ? title.vi : null
  return typeof vi === 'string' && vi.trim() !== '' ? vi : null
}

function saidIn({ title, text, levels, sources }: Plan): readonly string[] {
  const all: readonly Both[] = [
    ...[title, text],
    ...levels.map(({ name }) => name),
    ...sources.map(source => source.title),
  ]
  return all.flatMap(({ vi, en }) => [vi, en])
}

/** Whatever is written in it, wherever. */
function textsIn(content: unknown, into: string[] = []): string[] {
  if (into.length >= DRAFT_TEXTS_MAX) return into
  if (typeof content === 'string') into.push(content)
  else if (typeof content === 'object' && content !== null)
    for (const each of Object.values(content)) textsIn(each, into)
  return into
}
