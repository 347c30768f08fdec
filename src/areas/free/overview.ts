/** What the list of what is free says for the page where one lands: when periods begin and end, and who has not confirmed the newest. */
import { ownOperator } from '../../authority/actor.ts'
import { item, NONE, type OverviewPart, some } from '../../authority/overview.ts'
import type { FreeOverview } from './model.ts'
import type { FreeUseCases } from './use-cases.ts'
import { overviewWords as words } from './words-overview.ts'

export function freeOverviewPart(free: Pick<FreeUseCases, 'overview'>): OverviewPart {
  return {
    kinds: { list: { what: words.list } },
    comes: async ({ actor }, { from, until }) => {
      if (actor.role === 'duty') return NONE
      const { services } = await free.overview(ownOperator(actor))
      const isWithin = (at: string | null): at is string =>
        at !== null && from <= Date.parse(at) && Date.parse(at) < until
      const items = services.flatMap(({ service, free: periods }) =>
        periods.flatMap(period =>
          [
            { at: period.from, says: words.begins },
            { at: period.until, says: words.ends },
          ].flatMap(({ at, says }) =>
            isWithin(at)
              ? [
                  item({
                    what: words.list,
                    name: service.title,
                    says,
                    page: '/zero-rating',
                    from: new Date(at).toISOString(),
                    until: new Date(at).toISOString(),
                  }),
                ]
              : [],
          ),
        ),
      )
      return { items, total: items.length }
    },
    unwell: async ({ actor }) => {
      if (actor.role === 'duty') return NONE
      const own = ownOperator(actor)
      const { operators } = await free.overview(own)
      return some(
        operators
          .filter(({ state }) => UNCONFIRMED.includes(state))
          .map(({ name, askedAt, state }) =>
            item({
              what: words.list,
              name,
              page: '/zero-rating',
              from: askedAt,
              says: own === null ? words.unconfirmed : words.unconfirmedOwn,
              isUrgent: state === 'refused' || state === 'differs',
            }),
          ),
      )
    },
  }
}

/** Who has no node yet is not late. */
const UNCONFIRMED: readonly FreeOverview['operators'][number]['state'][] = ['late', 'refused', 'differs']
