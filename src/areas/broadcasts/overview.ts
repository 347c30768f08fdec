/** What cell broadcasts say for the page where one lands: what is on the air, what was refused, what an operator has and nobody here knows. */
import {
  instantOf,
  isOfMinistry,
  item,
  NONE,
  type OverviewItem,
  type OverviewPart,
  type RunningItem,
  some,
} from '../../authority/overview.ts'
import type { Reading } from '../../authority/store.ts'
import type { CurrentRelease } from '../bulletins/channel.ts'
import { releasesOf } from '../bulletins/releases.ts'
import { broadcastRows, type StoredBroadcast } from './store.ts'
import { overviewWords as words } from './words-overview.ts'

export function broadcastsOverview(store: Reading): OverviewPart {
  const rows = broadcastRows(store)
  const standing = async (now: number) => {
    const all = (await releasesOf(store).standing(now)).filter(({ content }) => content.renditions.broadcast !== null)
    return await Promise.all(all.map(async release => ({ release, at: await rows.ofBulletin(release.bulletin) })))
  }
  return {
    runs: async ({ actor, now }) => {
      if (!isOfMinistry(actor)) return NONE
      return some((await standing(now)).flatMap(({ release, at }) => onAir(release, at, now)))
    },
    unwell: async ({ actor, now }) => {
      if (!isOfMinistry(actor)) return NONE
      const found = (await rows.found(now)).map(({ operator, foundAt }) =>
        item({
          what: words.broadcast,
          name: operator,
          says: words.found,
          page: '/desk',
          from: instantOf(foundAt),
          isUrgent: true,
        }),
      )
      const refused = (await standing(now)).flatMap(({ release, at }) =>
        at.some(({ state }) => state === 'refused')
          ? [item({ ...named(release), says: words.refused, from: release.publishedAt })]
          : [],
      )
      return some<OverviewItem>([...found, ...refused])
    },
  }
}

function named({ bulletin, content }: CurrentRelease) {
  return {
    what: words.broadcast,
    name: content.renditions.page[0].title,
    page: `/desk/${bulletin}`,
    isExercise: content.purpose === 'exercise',
  }
}

/** Nothing where no cell has it. */
function onAir(release: CurrentRelease, all: readonly StoredBroadcast[], now: number): readonly RunningItem[] {
  const held = all.filter(
    ({ state, wish, endsAt }) => (state === 'held' || state === 'replaced') && wish !== 'stop' && endsAt > now,
  )
  if (held.length === 0) return []
  const cells = held.reduce((sum, { counts }) => {
    const newest = counts.correction ?? counts.message
    return sum + (newest?.cells.onAir ?? 0)
  }, 0)
  return [
    {
      ...item({
        ...named(release),
        says: words.onAir,
        from: release.publishedAt,
        until: release.content.window.until,
        figures: [
          { value: cells, unit: words.cells },
          { value: held.length, unit: words.operators },
        ],
      }),
      share: null,
      rate: null,
      parts: [],
    },
  ]
}
