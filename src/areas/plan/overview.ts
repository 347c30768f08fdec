/** What plans say for the page where one lands: changes of level that come into force, and what could not be carried out. */
import {
  instantOf,
  isOfMinistry,
  item,
  NONE,
  type OverviewItem,
  type OverviewPart,
  some,
} from '../../authority/overview.ts'
import type { Reading } from '../../authority/store.ts'
import { type AreaId, areaName } from '../../plan/areas.ts'
import { planRows, type StoredChange, type StoredEffect } from './store.ts'
import { overviewWords as words } from './words-overview.ts'

/** The newest of each plan. */
const CHANGES_MAX = 200
const AREAS_NAMED_MAX = 3

export function planOverview(store: Reading): OverviewPart {
  const rows = planRows(store)
  const changes = async () => {
    const all: StoredChange[] = []
    for (const { id: plan } of await rows.drafts()) {
      const query = { plan, purpose: null, states: ['approved'] as const }
      all.push(...(await rows.changes({ ...query, cursor: null, limit: CHANGES_MAX })).items)
    }
    return all.filter(({ takenBackBy }) => takenBackBy === null)
  }
  return {
    kinds: {
      plan: { what: words.plan },
      'level-change': {
        what: words.change,
        names: async ids => {
          const found = await Promise.all(ids.map(async id => await rows.change(id)))
          return new Map(found.flatMap(each => (each === null ? [] : [[each.id, areasOf(each)]])))
        },
      },
      'level-proposal': { what: words.proposal },
      effect: {
        what: words.effect,
        names: async ids => {
          const names = new Map<string, string>()
          for (const id of ids) {
            const effect = await rows.effect((await rows.deed(id))?.effect ?? '')
            if (effect !== null) names.set(id, titleOf(effect))
          }
          return names
        },
      },
      'plan-task': {
        what: words.task,
        names: async ids => {
          const found = await Promise.all(ids.map(async id => await rows.task(id)))
          return new Map(found.flatMap(each => (each === null ? [] : [[each.id, each.content.title.vi]])))
        },
      },
    },
    comes: async ({ actor }, { from, until }) => {
      if (!isOfMinistry(actor)) return NONE
      const items = (await changes())
        .filter(change => from <= change.from && change.from < until)
        .map(change => itemOf(change))
      return { items, total: items.length }
    },
    unwell: async ({ actor }) => {
      if (!isOfMinistry(actor)) return NONE
      const all = await changes()
      const counts = await rows.deedCounts(all.map(({ id }) => id))
      return some(
        all.flatMap(change => {
          const failed = counts.get(change.id)?.failed ?? 0
          if (failed === 0) return []
          const figures = [{ value: failed, unit: words.deeds }]
          return [{ ...itemOf(change), says: words.failed, figures, isUrgent: true }]
        }),
      )
    },
  }
}

/** With where it is. */
function titleOf({ document: { title, areas } }: StoredEffect): string {
  const [first, ...rest] = areas.map(area => areaName(area as AreaId, 'vi'))
  return `${title.vi} – ${rest.length === 0 ? first : `${first}, …`}`
}

function itemOf(change: StoredChange): OverviewItem {
  const { id, plan, purpose, content } = change
  return item({
    what: words.change,
    name: areasOf(change),
    says: words.approved,
    page: `/plan/${plan}/changes/${id}`,
    from: instantOf(change.from),
    until: instantOf(change.from),
    isExercise: purpose === 'exercise',
    figures: [{ value: content.decisions.length, unit: words.areas }],
  })
}

/** Names of provinces are the same in both languages. */
function areasOf({ content }: Pick<StoredChange, 'content'>): string {
  const names = content.decisions.map(({ area }) => areaName(area as AreaId, 'vi'))
  const shown = names.slice(0, AREAS_NAMED_MAX).join(', ')
  return names.length > AREAS_NAMED_MAX ? `${shown}, …` : shown
}
