/** What loudspeakers say for the page where one lands: how many play now, what was missed today. */
import { isOfMinistry, item, NONE, type OverviewPart, some } from '../../authority/overview.ts'
import type { Reading } from '../../authority/store.ts'
import { countsOf } from './counts.ts'
import { dayOf } from './day.ts'
import { loudspeakerRows } from './store.ts'
import { overviewWords as words } from './words-overview.ts'

export function loudspeakersOverview(store: Reading): OverviewPart {
  const today = async (now: number) =>
    (await loudspeakerRows(store).talliesOfDay(dayOf(now))).map(tally => countsOf(tally))
  const of = { what: words.loudspeakers, page: '/loudspeakers' }
  return {
    runs: async ({ actor, now }) => {
      if (!isOfMinistry(actor)) return NONE
      const playing = (await today(now)).filter(({ open }) => open > 0).length
      if (playing === 0) return NONE
      const figures = [{ value: playing, unit: words.clusters }]
      return some([{ ...item({ ...of, says: words.playing, figures }), share: null, rate: null, parts: [] }])
    },
    unwell: async ({ actor, now }) => {
      if (!isOfMinistry(actor)) return NONE
      const short = (await today(now)).filter(({ missed, refused }) => missed + refused > 0)
      if (short.length === 0) return NONE
      const plays = short.reduce((sum, { missed, refused }) => sum + missed + refused, 0)
      return some([
        item({
          ...of,
          says: words.missed,
          figures: [
            { value: plays, unit: words.plays },
            { value: short.length, unit: words.clusters },
          ],
        }),
      ])
    },
  }
}
