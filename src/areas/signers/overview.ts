/**
 * What of signing keys and rosters waits for a reader, and what keeps every round, list and broadcast from going out, for the page where
 * one lands.
 */
import { isOfMinistry, item, NONE, type OverviewPart, some } from '../../authority/overview.ts'
import { newestRoster } from '../../authority/signed.ts'
import type { Reading } from '../../authority/store.ts'
import { personOf, type RosterBody } from '../../directive/roster.ts'
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
          !isDisabled &&
          signs(role) &&
          !withKeys.has(id) &&
          (roster === null || personOf(roster.body, id) === null),
      )
      return without.map(({ id }) => ({
        subject: { kind: 'signing-key', id },
        standing: {
          ...{ is: 'left', does: 'key', roles: [], people: [id], by: '' },
          ...{ page: '/account', isUrgent: true },
        },
      }))
    },
    unwell: async ({ actor }) => {
      if (!isOfMinistry(actor)) return NONE
      const roster = await newestRoster(store)
      const lacks = roster === null ? words.noRoster : lackOf(roster.body)
      if (lacks === null) return NONE
      return some([item({ what: words.roster, says: lacks, page: '/signers', isUrgent: true })])
    },
  }
}

/** Nothing goes out before one on it writes and another approves. Null: they are there. */
function lackOf({ people }: RosterBody) {
  const approvers = people.filter(({ role }) => role === 'approver')
  if (approvers.length === 0) return words.noApprover
  const isPair = approvers.length > 1 || people.some(({ role }) => role === 'editor')
  return isPair ? null : words.noWriter
}
