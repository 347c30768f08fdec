/** What of signing keys waits for a reader, for the page where one lands. */
import { item, NONE, type OverviewPart, some } from '../../authority/overview.ts'
import { newestRoster } from '../../authority/signed.ts'
import type { Reading } from '../../authority/store.ts'
import { personOf } from '../../directive/roster.ts'
import { signs } from './signers.ts'
import { signerRows } from './store.ts'
import { overviewWords as words } from './words-overview.ts'

export function signersOverview({ store }: { readonly store: Reading }): OverviewPart {
  return {
    kinds: { roster: { what: words.roster } },
    waits: async ({ actor }) => {
      if (!signs(actor.role)) return NONE
      const roster = await newestRoster(store)
      if (roster !== null && personOf(roster.body, actor.id) !== null) return NONE
      const own = (await signerRows(store).keys()).some(({ person }) => person === actor.id)
      return own
        ? NONE
        : some([
            item({ what: words.key, says: words.keyMissing, page: '/account', isUrgent: true }),
          ])
    },
  }
}
