/** What waits of rosters, and who has no signing key, for the page where one lands. */
import type { OverviewPart } from '../../authority/overview.ts'
import { newestRoster } from '../../authority/signed.ts'
import type { Reading } from '../../authority/store.ts'
import { personOf } from '../../directive/roster.ts'
import { everybody, personRows } from '../access/store.ts'
import { signs } from './signers.ts'
import { signerRows } from './store.ts'
import { overviewWords as words } from './words-overview.ts'

export function signersOverview({ store }: { readonly store: Reading }): OverviewPart {
  return {
    kinds: { roster: { what: words.roster }, 'signing-key': { what: words.key } },
    found: async () => {
      const roster = await newestRoster(store)
      const withKeys = new Set((await signerRows(store).keys()).map(({ person }) => person))
      const without = (await everybody(personRows(store))).filter(
        ({ id, role, isDisabled }) =>
          !isDisabled && signs(role) && !withKeys.has(id) && (roster === null || personOf(roster.body, id) === null),
      )
      return without.map(({ id }) => ({
        subject: { kind: 'signing-key', id },
        standing: { is: 'left', does: 'key', roles: [], people: [id], by: '', page: '/account', isUrgent: true },
      }))
    },
  }
}
