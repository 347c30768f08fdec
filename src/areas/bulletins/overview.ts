/** What bulletins say for the page where one lands: those that stand, those to be released, those that could not be. */
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
import type { Found } from '../../authority/waiting.ts'
import { releasesOf } from './releases.ts'
import { bulletinRows, type StandingRelease, type StoredBulletin } from './store.ts'
import { overviewWords as words } from './words-overview.ts'

/** More are not approved ahead. */
const DUE_MAX = 100

export function bulletinsOverview(store: Reading): OverviewPart {
  const rows = bulletinRows(store)
  const bulletin = {
    what: words.bulletin,
    names: async (ids: readonly string[]) => {
      const found = await Promise.all(ids.map(async id => await rows.bulletin(id)))
      return new Map(
        found.flatMap(each => {
          const title = each === null ? undefined : titleOf(each)
          return each === null || title === undefined ? [] : [[each.id, title] as const]
        }),
      )
    },
  }
  return {
    // A draft may be beside what is out of the same one.
    kinds: { bulletin, 'bulletin-held': bulletin, 'bulletin-doubted': bulletin },
    found: async now => {
      const held = (await rows.due(now, DUE_MAX)).filter(each => each.held !== null)
      return [
        ...held.map(({ id }) => foundOf('bulletin-held', id, 'release')),
        ...(await rows.doubted()).map(id => foundOf('bulletin-doubted', id, 'uphold')),
      ]
    },
    runs: async ({ actor, now }) => {
      if (!isOfMinistry(actor)) return NONE
      const inForce = new Set((await releasesOf(store).inForce(now)).map(({ serial }) => serial))
      const standing = (await rows.standing(now, 'sure')).filter(
        ({ kind, serial }) => kind !== 'cancel' && inForce.has(serial),
      )
      return some(
        standing.toReversed().map(release => ({ ...standingItem(release), share: null, rate: null, parts: [] })),
      )
    },
    comes: async ({ actor }, { from, until }) => {
      if (!isOfMinistry(actor)) return NONE
      const due = (await rows.due(until - 1, DUE_MAX)).filter(
        ({ dueAt, held }) => held === null && dueAt !== null && dueAt >= from,
      )
      const items = due.map(each => item({ ...draftItem(each), says: words.due, until: instantOf(each.dueAt) }))
      return { items, total: items.length }
    },
    unwell: async ({ actor, now }) => {
      if (!isOfMinistry(actor)) return NONE
      const held = (await rows.due(now, DUE_MAX)).filter(each => each.held !== null)
      const doubted = await Promise.all((await rows.doubted()).map(async id => await rows.bulletin(id)))
      return some([
        ...held.map(each => item({ ...draftItem(each), says: words.held, isUrgent: true })),
        ...doubted.flatMap(each =>
          each === null ? [] : [item({ ...draftItem(each), from: null, says: words.doubted, isUrgent: true })],
        ),
      ])
    },
    month: async ({ actor }, { from, until }) => {
      if (!isOfMinistry(actor)) return []
      const listed = (await rows.releasedBetween(from, until)).filter(({ purpose }) => purpose === 'live')
      return [{ what: words.released, value: listed.length, unit: words.releases, page: '/desk' }]
    },
  }
}

function foundOf(kind: string, id: string, does: 'release' | 'uphold'): Found {
  const roles = ['approver'] as const
  return {
    subject: { kind, id },
    standing: { is: 'left', does, roles, people: [], by: '', page: `/desk/${id}`, isUrgent: true },
  }
}

function titleOf({ draft }: StoredBulletin): string | undefined {
  return draft.renditions.page?.[0]?.title
}

function draftItem(bulletin: StoredBulletin): OverviewItem {
  const { id, dueAt, draft } = bulletin
  return item({
    what: words.bulletin,
    name: titleOf(bulletin) ?? null,
    page: `/desk/${id}`,
    from: instantOf(dueAt),
    isExercise: draft.purpose === 'exercise',
  })
}

function standingItem(release: StandingRelease): OverviewItem {
  const { bulletin, content, purpose, channels } = release
  return item({
    what: words.bulletin,
    name: content.renditions.page[0].title,
    says: words.standing,
    page: `/desk/${bulletin}`,
    from: instantOf(release.publishedAt),
    until: content.window.until,
    isExercise: purpose === 'exercise',
    figures: [{ value: channels.length, unit: words.channels }],
  })
}
